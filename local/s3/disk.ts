import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { StoredObject } from './object.ts'
import { type Objects, objectsIn } from './objects.ts'
import type { BucketRecord, Shelf } from './store.ts'

const BUCKET = 'bucket.json'
const OBJECT = '.object.json'

/**
 * Keeps buckets in a folder: `<bucket>/bucket.json`, and per object a record named after the hash of its key,
 * which names the file that holds the bytes. Records are replaced by renaming, so an object is never half there.
 */
export function diskShelf(folder: string): Shelf {
  mkdirSync(folder, { recursive: true })
  return {
    records: readdirSync(folder)
      .map((name) => join(folder, name, BUCKET))
      .filter(existsSync)
      .map(readRecord),
    keep: (record) => {
      mkdirSync(join(folder, record.name), { recursive: true })
      writeRecord(join(folder, record.name, BUCKET), record)
    },
    objectsOf: (name) => objectsOnDisk(join(folder, name)),
    drop: (name) => rmSync(join(folder, name), { recursive: true, force: true }),
  }
}

interface ObjectRecord extends Omit<StoredObject, 'bytes'> {
  readonly key: string
  /** The name of the file with the bytes. */
  readonly file: string
  readonly size: number
}

function objectsOnDisk(folder: string): Objects {
  const records = readdirSync(folder)
    .filter((name) => name.endsWith(OBJECT))
    .map((name): ObjectRecord => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  const files = new Map(records.map(({ key, file }) => [key, file]))
  const objects = objectsIn(new Map(records.map((record) => [record.key, objectOf(record, folder)])))
  return {
    keys: objects.keys,
    get: objects.get,
    set: (key, object) => {
      const record = write(folder, key, object)
      objects.set(key, objectOf(record, folder))
      discard(folder, files.get(key))
      files.set(key, record.file)
    },
    delete: (key) => {
      rmSync(recordPath(folder, key), { force: true })
      objects.delete(key)
      discard(folder, files.get(key))
      files.delete(key)
    },
  }
}

function write(folder: string, key: string, { bytes, ...rest }: StoredObject): ObjectRecord {
  const record = { ...rest, key, file: randomUUID(), size: bytes.size }
  writeFileSync(join(folder, record.file), bytes.read())
  writeRecord(recordPath(folder, key), record)
  return record
}

function objectOf({ key: _key, file, size, ...rest }: ObjectRecord, folder: string): StoredObject {
  return { ...rest, bytes: { size, read: () => readFileSync(join(folder, file)) } }
}

function recordPath(folder: string, key: string): string {
  return join(folder, createHash('sha256').update(key).digest('hex') + OBJECT)
}

function discard(folder: string, file: string | undefined): void {
  if (file !== undefined) rmSync(join(folder, file), { force: true })
}

function readRecord(path: string): BucketRecord {
  return JSON.parse(readFileSync(path, 'utf8'))
}

function writeRecord(path: string, record: BucketRecord | ObjectRecord): void {
  writeFileSync(`${path}.new`, JSON.stringify(record))
  renameSync(`${path}.new`, path)
}

// Reads every file once, and takes from that read all that a deploy needs to know of its bytes.

import { isUtf8 } from 'node:buffer'
import { createHash, hash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { Failure } from '../../shared/failure.ts'
import { inParts, PART } from '../../shared/parts.ts'
import type { Progress } from '../../shared/progress.ts'
import type { ReadContents, ReadFile, SiteFile } from '../file-model.ts'
import { readWhole } from './whole-file.ts'

/** What is to be looked for in the text of a file. */
export interface Lookup {
  /** May this file's code refer to others by their names? */
  mayMention(path: string): boolean
  /** The hashes of other files' names that the text refers to. */
  mentions(path: string, text: string): ReadonlySet<string>
  /** Do the bytes bear out the hash in the name? Undefined where that need not be known. */
  bearsHash?(path: string, bytes: Uint8Array): boolean | undefined
  /** Must the MD5 of all its bytes be known, though it goes in parts? */
  wantsMd5?(path: string): boolean
  /** Must its SHA-1 be known? Angular's service worker compares that. */
  wantsSha1?(path: string): boolean
  /** Does the name leave open what type the file has? */
  typeIsOpen(path: string): boolean
}

const nothing: ReadonlySet<string> = new Set()

/** Milliseconds of reading after which other work gets its turn. */
const TURN = 8

/** Every small file is read into it, after the one before has been dealt with. */
const memory = Buffer.allocUnsafeSlow(PART + 1)

/**
 * Reads the files in turn. Small files are read synchronously, which is several times faster than asking for each of
 * them; the pauses let answers from the network in.
 */
export async function readContents(
  files: readonly SiteFile[],
  lookup: Lookup,
  progress?: Progress,
): Promise<readonly ReadFile[]> {
  const read: ReadFile[] = []
  let turn = performance.now()
  for (const file of files) {
    read.push({ ...file, ...(await contentsOf(file, lookup)) })
    progress?.advance(file.size)
    if (performance.now() - turn < TURN) continue
    await setImmediate()
    turn = performance.now()
  }
  return read
}

async function contentsOf(file: SiteFile, lookup: Lookup): Promise<ReadContents> {
  try {
    return file.size > PART ? await largeContents(file, lookup) : smallContents(file, lookup)
  } catch (error) {
    throw unreadable(file, error)
  }
}

export function unreadable(file: SiteFile, error: unknown): Failure {
  if (error instanceof Failure) return error
  const why = error instanceof Error ? error.message : String(error)
  const hint = 'Check that the build is complete and that this user may read it.'
  return new Failure(`Could not read ${file.path}`, { why, hint, cause: error })
}

function smallContents(file: SiteFile, lookup: Lookup): ReadContents {
  const body = readWhole(file.location, file.size, memory)
  assertSize(file, body.length)
  const [md5, sha256] = [hash('md5', body), hash('sha256', body)]
  const text = lookup.typeIsOpen(file.path) && isUtf8(body) && !body.includes(0)
  const mentions = lookup.mayMention(file.path) ? lookup.mentions(file.path, body.toString('utf8')) : nothing
  const sha1 = lookup.wantsSha1?.(file.path) ? hash('sha1', body) : undefined
  return { md5, sha256, sha1, etag: md5, text, mentions, bearsHash: lookup.bearsHash?.(file.path, body) }
}

/** The ETag of a multipart upload is the MD5 of its parts' MD5s, and their number. */
async function largeContents(file: SiteFile, lookup: Lookup): Promise<ReadContents> {
  const sha256 = createHash('sha256')
  const md5 = lookup.wantsMd5?.(file.path) ? createHash('md5') : undefined
  const sha1 = lookup.wantsSha1?.(file.path) ? createHash('sha1') : undefined
  const md5OfParts = createHash('md5')
  let [size, count] = [0, 0]
  for await (const part of partsOf(file)) {
    for (const whole of [sha256, md5, sha1]) whole?.update(part)
    md5OfParts.update(hash('md5', part), 'hex')
    size += part.length
    count += 1
  }
  assertSize(file, size)
  const hashes = { md5: md5?.digest('hex'), sha256: sha256.digest('hex'), sha1: sha1?.digest('hex') }
  return { ...hashes, etag: `${md5OfParts.digest('hex')}-${count}`, text: false, mentions: nothing }
}

/** The MD5 of all bytes of a large file, for what was uploaded, or copied, in one piece. @throws {Failure} */
export async function wholeMd5(file: SiteFile): Promise<string> {
  const md5 = createHash('md5')
  try {
    for await (const part of partsOf(file)) md5.update(part)
  } catch (error) {
    throw unreadable(file, error)
  }
  return md5.digest('hex')
}

function assertSize(file: SiteFile, size: number): void {
  if (size !== file.size) throw changed(file)
}

/** Something still writes to the folder. */
export function changed(file: SiteFile): Failure {
  return new Failure(`Could not deploy ${file.path}`, {
    why: 'it changed while it was being deployed',
    hint: 'Let the build end before the deploy begins.',
  })
}

/** The bytes of a large file, part by part. */
export async function* partsOf(file: SiteFile): AsyncGenerator<Buffer> {
  const handle = await open(file.location)
  try {
    yield* inParts(handle, file.size)
  } finally {
    await handle.close()
  }
}

// A bucket in memory that keeps S3's conditions, remembers what it was asked, and fails when a test wants it to.

import { createHash } from 'node:crypto'
import { Failure } from '../../../src/shared/failure.ts'
import type { LiveHeaders } from '../../../src/site/file-model.ts'
import type { Bucket, Tags } from '../../../src/site/ports.ts'
import { keptName } from '../../../src/site/records/names.ts'
import type { FakeClock } from '../../shared/support/clock.ts'
import { BEGINNING, md5, type Stored, sha256, shelf, type Trouble } from './memory-objects.ts'
import { type MemoryState, memoryState } from './memory-state.ts'

export { refused, type Stored, stored } from './memory-objects.ts'

export interface MemoryBucket extends Bucket {
  readonly objects: Map<string, Stored>
  /** Requests in the order in which they came: `put dist/app.js`, `head dist/app.js`, … */
  readonly asked: readonly string[]
  /** Where it keeps content. */
  readonly state: MemoryState
  readonly clock: FakeClock
}

export interface BucketTrouble extends Trouble {
  /** Of the bucket; undefined where the role may not read them. */
  readonly tags?: Tags | undefined
  /** Where content is kept; a state of its own unless given. */
  readonly state?: MemoryState
  /** What the server makes of bytes that it stores; their MD5 unless given. */
  readonly etagOf?: (body: Buffer) => string
}

export function memoryBucket(
  objects: Readonly<Record<string, Stored>> = {},
  trouble: BucketTrouble = {},
): MemoryBucket {
  const { tags, etagOf = md5 } = trouble
  const { all, asked, clock, answer, version, write, remove } = shelf(objects, {
    clock: trouble.state?.clock,
    ...trouble,
  })
  const state = trouble.state ?? memoryState({}, { clock })

  return {
    name: 'shop',
    objects: all,
    asked,
    state,
    clock,
    answered: () => Math.floor(state.now() / 1000) * 1000,
    list: (prefix, expected) => {
      // What was expected changes nothing, nor does it matter where it fails.
      for (const keys of expected ?? []) keys.catch(() => {})
      return answer(`list ${prefix}`, () =>
        [...all]
          .filter(([key]) => key.startsWith(prefix))
          .map(([key, { body, etag, modified = BEGINNING, kept }]) => {
            return { key, size: body.length, etag, modified, storageClass: kept?.storageClass }
          }),
      )
    },
    head: (key) => answer(`head ${key}`, () => headersOf(all.get(key))),
    read: (key, etag) => answer(`read ${key}`, () => inPieces(version(key, etag).body)),
    put: ({ key, headers }, body, condition) =>
      answer(`put ${key}`, () => write(key, { body, headers, etag: etagOf(body), sha256: sha256(body) }, condition)),
    putParts: async ({ key, headers }, parts, condition) => {
      const bodies: Buffer[] = []
      for await (const { bytes } of parts) bodies.push(bytes)
      const body = Buffer.concat(bodies)
      return await answer(`put ${key} in ${bodies.length} parts`, () =>
        write(key, { body, headers, etag: etagOfParts(bodies), sha256: sha256(body) }, condition),
      )
    },
    setHeaders: ({ key, headers }, etag, kept) =>
      answer(`set headers of ${key}`, () => {
        const there = version(key, etag)
        return write(key, { ...there, headers, kept, etag: trouble.etagOf?.(there.body) ?? etag })
      }),
    keep: (key, etag, name) =>
      answer(`keep ${key} as ${name}`, () => {
        const { body, headers } = version(key, etag)
        if (name.startsWith(keptName('')) && name !== keptName(sha256(body))) throw new Failure(`Could not keep ${key}`)
        return state.keep(name, { body, headers, etag: etagOf(body), sha256: sha256(body) })
      }),
    restore: (from, { key, sha256: wanted, headers }, condition) =>
      answer(`restore ${key} from ${from.name}`, () => {
        const { body, headers: before } = state.version(from.name, from.etag)
        const restored = { body, headers: headers ?? before, etag: etagOf(body), sha256: sha256(body) }
        const etag = write(key, restored, condition)
        if (restored.sha256 !== wanted) throw new Failure(`Could not restore ${key}`)
        return etag
      }),
    remove: (key, etag) => answer(`remove ${key}`, () => remove(key, etag)),
    tags: () => answer('tags', () => tags),
  }
}

function headersOf(object: Stored | undefined): LiveHeaders | undefined {
  if (object === undefined) return undefined
  return { etag: object.etag, sha256: object.sha256, headers: object.headers, kept: object.kept ?? {} }
}

async function* inPieces(body: Buffer): AsyncIterable<Buffer> {
  for (let start = 0; start < body.length; start += 7) yield body.subarray(start, start + 7)
}

function etagOfParts(bodies: readonly Buffer[]): string {
  const each = bodies.map((body) => createHash('md5').update(body).digest())
  return `${md5(Buffer.concat(each))}-${bodies.length}`
}

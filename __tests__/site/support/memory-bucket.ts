// A bucket in memory that keeps S3's conditions, remembers what it was asked, and fails when a test wants it to.

import { createHash } from 'node:crypto'
import type { Condition, Headers, KeptSettings, LiveHeaders } from '../../../src/site/model.ts'
import { type Bucket, ConditionRefused, type NewObject, type Tags } from '../../../src/site/ports.ts'

export interface Stored {
  readonly body: Buffer
  readonly headers: Headers
  /** Not the MD5 of the body where the object is encrypted with a KMS key, or was uploaded in parts. */
  readonly etag: string
  readonly sha256?: string | undefined
  readonly kept?: KeptSettings
}

export interface MemoryBucket extends Bucket {
  readonly objects: Map<string, Stored>
  /** Requests in the order in which they came: `put dist/app.js`, `head dist/app.js`, … */
  readonly asked: readonly string[]
}

export interface Trouble {
  /** Runs before a request is obeyed; what it throws is the answer. */
  readonly before?: (request: string) => Promise<void> | void
  /** Runs after it was obeyed: what it throws is the answer to something that was done nevertheless. */
  readonly after?: (request: string) => Promise<void> | void
  /** Of the bucket; undefined where the role may not read them. */
  readonly tags?: Tags | undefined
}

export function stored(body: string, given: Partial<Stored> = {}): Stored {
  const bytes = Buffer.from(body)
  return { body: bytes, headers: {}, etag: md5(bytes), sha256: sha256(bytes), ...given }
}

export function memoryBucket(objects: Readonly<Record<string, Stored>> = {}, trouble: Trouble = {}): MemoryBucket {
  const all = new Map(Object.entries(objects))
  const asked: string[] = []

  async function answer<Result>(request: string, obey: () => Result): Promise<Result> {
    asked.push(request)
    await trouble.before?.(request)
    const result = obey()
    await trouble.after?.(request)
    return result
  }

  function write(object: NewObject, body: Buffer, condition: Condition, etag: string): void {
    const there = all.get(object.key)
    if ('absent' in condition && there !== undefined) throw refused(object.key, 412)
    if ('etag' in condition && there === undefined) throw refused(object.key, 404)
    if ('etag' in condition && there?.etag !== condition.etag) throw refused(object.key, 412)
    all.set(object.key, { body, headers: object.headers, etag, sha256: sha256(body) })
  }

  return {
    name: 'shop',
    objects: all,
    asked,
    list: (prefix) =>
      answer(`list ${prefix}`, () =>
        [...all]
          .filter(([key]) => key.startsWith(prefix))
          .map(([key, { body, etag }]) => ({ key, size: body.length, etag })),
      ),
    head: (key) => answer(`head ${key}`, () => headersOf(all.get(key))),
    put: (object, body, condition) => answer(`put ${object.key}`, () => write(object, body, condition, md5(body))),
    putParts: async (object, parts, condition) => {
      const bodies: Buffer[] = []
      for await (const part of parts) bodies.push(part)
      await answer(`put ${object.key} in ${bodies.length} parts`, () =>
        write(object, Buffer.concat(bodies), condition, etagOfParts(bodies)),
      )
    },
    setHeaders: (object, etag, kept) =>
      answer(`set headers of ${object.key}`, () => {
        const there = all.get(object.key)
        if (there === undefined) throw refused(object.key, 404)
        if (there.etag !== etag) throw refused(object.key, 412)
        all.set(object.key, { ...there, headers: object.headers, kept })
      }),
    tags: () => answer('tags', () => trouble.tags),
  }
}

/** The answer to a condition that does not hold (412, 404), or that meets another write (409). */
export function refused(key: string, status: number): ConditionRefused {
  return new ConditionRefused(key, status, new Error(`status ${status}`))
}

function headersOf(object: Stored | undefined): LiveHeaders | undefined {
  if (object === undefined) return undefined
  return { etag: object.etag, sha256: object.sha256, headers: object.headers, kept: object.kept ?? {} }
}

function etagOfParts(bodies: readonly Buffer[]): string {
  const each = bodies.map((body) => createHash('md5').update(body).digest())
  return `${md5(Buffer.concat(each))}-${bodies.length}`
}

function md5(bytes: Buffer): string {
  return createHash('md5').update(bytes).digest('hex')
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

// Objects in memory as S3 holds them, and a server's time that a test drives.

import { createHash } from 'node:crypto'
import { type Condition, ConditionRefused } from '../../../src/shared/objects.ts'
import type { Headers, KeptSettings } from '../../../src/site/file-model.ts'
import { type FakeClock, fakeClock } from '../../shared/support/clock.ts'

export interface Stored {
  readonly body: Buffer
  readonly headers: Headers
  /** Not the MD5 of the body where the object is encrypted with a KMS key, or was uploaded in parts. */
  readonly etag: string
  readonly sha256?: string | undefined
  readonly kept?: KeptSettings
  /** When it was written, in milliseconds since 1970; {@link BEGINNING} unless given. */
  readonly modified?: number
}

export interface Trouble {
  /** Runs before a request is obeyed; what it throws is the answer. */
  readonly before?: (request: string) => Promise<void> | void
  /** Runs after it was obeyed: what it throws is the answer to something that was done nevertheless. */
  readonly after?: (request: string) => Promise<void> | void
  /** What its server's time goes by; a clock of its own unless given. */
  readonly clock?: FakeClock | undefined
}

/** What the server's clock shows when a test begins. */
export const BEGINNING = Date.parse('2026-09-01T12:00:00Z')

export function stored(body: string, given: Partial<Stored> = {}): Stored {
  const bytes = Buffer.from(body)
  return { body: bytes, headers: {}, etag: md5(bytes), sha256: sha256(bytes), ...given }
}

/** The answer to a condition that does not hold (412, 404), or that meets another write (409). */
export function refused(key: string, status: number): ConditionRefused {
  return new ConditionRefused(key, status, new Error(`status ${status}`))
}

/** Objects, what was asked of them, and the time of their server. */
export interface Shelf {
  readonly all: Map<string, Stored>
  readonly asked: string[]
  readonly clock: FakeClock
  now(): number
  /** Writes the request down, lets the trouble have its way, and obeys. */
  answer<Result>(request: string, obey: () => Result): Promise<Result>
  /** That version of an object. @throws {ConditionRefused} */
  version(key: string, etag: string): Stored
  /** Writes now, where the condition holds; answers the ETag. @throws {ConditionRefused} */
  write(key: string, object: Stored, condition?: Condition): string
  /** What is gone is gone. @throws {ConditionRefused} */
  remove(key: string, etag: string): void
}

export function shelf(objects: Readonly<Record<string, Stored>>, trouble: Trouble): Shelf {
  const all = new Map(Object.entries(objects))
  const asked: string[] = []
  const clock = trouble.clock ?? fakeClock()
  const now = () => BEGINNING + clock.monotonic()

  function check(key: string, condition: Condition): void {
    const there = all.get(key)
    if ('absent' in condition && there !== undefined) throw refused(key, 412)
    if ('etag' in condition && there === undefined) throw refused(key, 404)
    if ('etag' in condition && there?.etag !== condition.etag) throw refused(key, 412)
  }

  return {
    all,
    asked,
    clock,
    now,
    async answer(request, obey) {
      asked.push(request)
      await trouble.before?.(request)
      const result = obey()
      await trouble.after?.(request)
      return result
    },
    version(key, etag) {
      const object = all.get(key)
      if (object === undefined) throw refused(key, 404)
      if (object.etag !== etag) throw refused(key, 412)
      return object
    },
    write(key, object, condition) {
      if (condition !== undefined) check(key, condition)
      all.set(key, { ...object, modified: Math.floor(now() / 1000) * 1000 })
      return object.etag
    },
    remove(key, etag) {
      if (all.has(key)) check(key, { etag })
      all.delete(key)
    },
  }
}

export function md5(bytes: Buffer): string {
  return createHash('md5').update(bytes).digest('hex')
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

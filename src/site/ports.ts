// What a deploy asks of the world, free of any SDK.

import type { Clock } from '../shared/clock.ts'
import type { Log } from '../shared/log.ts'
import type { Condition, Distribution, Headers, KeptSettings, LiveHeaders, LiveObject } from './model.ts'

/** An object that is to be written. */
export interface NewObject {
  readonly key: string
  readonly size: number
  readonly sha256: string
  readonly headers: Headers
}

/** The bucket that holds the site. */
export interface Bucket {
  readonly name: string
  /** All objects whose keys begin with the prefix. */
  list(prefix: string): Promise<readonly LiveObject[]>
  /** Headers of one object; undefined where it does not exist. */
  head(key: string): Promise<LiveHeaders | undefined>
  /** @throws {ConditionRefused} */
  put(object: NewObject, body: Buffer, condition: Condition): Promise<void>
  /** Uploads part by part; nothing is left behind when it fails. @throws {ConditionRefused} */
  putParts(object: NewObject, parts: AsyncIterable<Buffer>, condition: Condition): Promise<void>
  /** Gives an object other headers, if its bytes are still those with this ETag. @throws {ConditionRefused} */
  setHeaders(object: NewObject, etag: string, kept: KeptSettings): Promise<void>
  /** Undefined where the role may not read them. */
  tags(): Promise<Tags | undefined>
}

export type Tags = Readonly<Record<string, string>>

/** The CDN in front of the bucket. */
export interface Cdn {
  /** Finds a distribution by its ID or by one of its host names. */
  find(idOrHost: string): Promise<Distribution>
  /** Undefined where the role may not read them. */
  tags(distribution: Distribution): Promise<Tags | undefined>
  /** Answers undefined where too many invalidations are under way. */
  invalidate(distribution: Distribution, paths: readonly string[], reference: string): Promise<Invalidation | undefined>
  /** Looks at an invalidation again. */
  look(distribution: Distribution, id: string): Promise<Invalidation>
}

export interface Invalidation {
  readonly id: string
  readonly complete: boolean
}

/** S3 did not write because the condition does not hold, or because another write was under way (409). */
export class ConditionRefused extends Error {
  readonly status: number

  constructor(key: string, status: number, cause: unknown) {
    super(`The condition for ${key} was refused (${status})`, { cause })
    this.name = 'ConditionRefused'
    this.status = status
  }
}

/** Who runs this, for references and records. */
export interface Run {
  readonly id: string
  readonly attempt: string
  /** Differs in every process. */
  readonly nonce: string
}

export interface World {
  readonly bucket: Bucket
  readonly cdn: Cdn
  readonly clock: Clock
  readonly log: Log
  readonly run: Run
}

// What a deploy asks of the world, free of any SDK.

import type { Clock } from '../shared/clock.ts'
import type { Gate } from '../shared/gate.ts'
import type { Log } from '../shared/log.ts'
import type { Condition, ObjectStore } from '../shared/objects.ts'
import type { Commits } from '../shared/order.ts'
import type { Part } from '../shared/parts.ts'
import type { Provenance } from '../shared/provenance.ts'
import type { Distribution } from './distribution-model.ts'
import type { Headers, KeptSettings, LiveHeaders, LiveObject } from './file-model.ts'

/** An object that is to be written. */
export interface NewObject {
  readonly key: string
  readonly size: number
  readonly sha256: string
  readonly headers: Headers
}

/** Kept content: its name in the state, and the ETag it has there. */
export interface KeptSource {
  readonly name: string
  readonly etag: string
}

export interface RestoredObject {
  readonly key: string
  readonly sha256: string
  /** Undefined: as they were kept. */
  readonly headers: Headers | undefined
}

/** Most of the keys below a prefix, as somebody knows them; the first who names more than a page is believed. */
export type Expectation = Promise<readonly string[]>

/** The bucket that holds the site. */
export interface Bucket {
  readonly name: string
  /** All objects whose keys begin with the prefix; keys that are expected let it ask for several pages at once. */
  list(prefix: string, expected?: readonly Expectation[]): Promise<readonly LiveObject[]>
  /** Headers of one object; undefined where it does not exist. */
  head(key: string): Promise<LiveHeaders | undefined>
  /** The bytes of that version of an object. @throws {ConditionRefused} */
  read(key: string, etag: string): Promise<AsyncIterable<Buffer>>
  /** Answers the new ETag. @throws {ConditionRefused} */
  put(object: NewObject, body: Buffer, condition: Condition): Promise<string>
  /** Uploads part by part; nothing is left behind when it fails. Answers the new ETag. @throws {ConditionRefused} */
  putParts(object: NewObject, parts: AsyncIterable<Part>, condition: Condition): Promise<string>
  /**
   * Gives an object other headers, if its bytes are still those with this ETag. Answers the new ETag, which may be
   * another one. @throws {ConditionRefused}
   */
  setHeaders(object: Pick<NewObject, 'key' | 'headers'>, etag: string, kept: KeptSettings): Promise<string>
  /** Copies that version of an object, headers and all, into the state under a new name. @throws {ConditionRefused} */
  keep(key: string, etag: string, name: string): Promise<string>
  /**
   * Copies kept content back, with other headers where they are given. Answers the new ETag.
   * @throws {ConditionRefused} @throws {Failure} where the bytes are not those of the hash.
   */
  restore(from: KeptSource, to: RestoredObject, condition: Condition): Promise<string>
  /** Only if it still has this ETag; what is gone is gone. @throws {ConditionRefused} */
  remove(key: string, etag: string): Promise<void>
  /** Undefined where the role may not read them. */
  tags(): Promise<Tags | undefined>
  /** The `Date` of its latest answer, in milliseconds since 1970, by the clock that tells when objects were written. */
  answered(): number
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

/** The small objects beside the site: lease, records, and copies of content that is no longer live. */
export interface State extends ObjectStore {
  /** All that lies there, by name; the state of prefixes inside this one, too, wherever that lies. */
  list(): Promise<readonly ListedState[]>
  /** Only if it still has this ETag; what is gone is gone. @throws {ConditionRefused} */
  remove(name: string, etag: string): Promise<void>
  /** S3's own clock, in milliseconds since 1970, as its last answer told it. */
  now(): number
  /** Does this server hold writes to their conditions? Nothing stays of the attempt. */
  hasConditions(): Promise<boolean>
}

export interface ListedState {
  /** Relative to the place of the state, as in `kept/…` and `releases/00000007.json`; `../…` for what lies beside it. */
  readonly name: string
  readonly size: number
  readonly etag: string
}

/** Somebody who looks at the site from outside, through its public address. */
export interface Visitor {
  /**
   * Asks once for an address, as a browser does; where the answer points to another address, nobody goes there.
   * Whatever goes wrong on the way is an answer, too. @throws what shuts the gate
   */
  visit(address: string, headers: Readonly<Record<string, string>>, limits: VisitLimits): Promise<Visit>
}

export interface VisitLimits {
  /** Milliseconds without a byte after which nothing is expected any more. */
  readonly silence: number
  /** Milliseconds for all of it. */
  readonly total: number
  /** Bytes of the body, decoded, that are read at most. */
  readonly bytes: number
}

export type Visit = Answer | Trouble

export interface Answer {
  readonly status: number
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Decoded. */
  readonly body: Buffer
  /** There was more of it than was to be read. */
  readonly cut: boolean
}

/** Why there was no answer. */
export interface Trouble {
  readonly trouble: TroubleKind
  /** As Node names it, for people who look it up: `ENOTFOUND`. */
  readonly code: string
}

export type TroubleKind =
  | 'no such name'
  | 'refused'
  | 'unreachable'
  | 'silent'
  | 'cut off'
  | 'certificate expired'
  | 'certificate of another name'
  | 'certificate of unknown issuer'
  | 'no TLS'
  | 'garbled'
  | 'failed'

/** Who runs this, for references and records. */
export interface Run {
  readonly provenance: Provenance
  /** As in `https://github.com/owner/name/actions/runs/7`; '' where there is none. */
  readonly url: string
  readonly job: string
  /** Differs in every process. */
  readonly nonce: string
}

export interface World {
  readonly bucket: Bucket
  readonly state: State
  readonly cdn: Cdn
  readonly visitor: Visitor
  readonly commits: Commits
  readonly clock: Clock
  readonly log: Log
  readonly run: Run
  /** Every request of bucket, state and cdn passes it. */
  readonly gate: Gate
  /** Lease and its renewals go on where the gate is shut, for as long as it takes to give it back. */
  readonly leasing: { readonly store: ObjectStore; readonly clock: Clock }
}

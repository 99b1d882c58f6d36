// What a deploy asks of the world, free of any SDK.

import type { Clock } from '../shared/clock.ts'
import type { Gate } from '../shared/gate.ts'
import type { Log } from '../shared/log.ts'
import type { ObjectStore } from '../shared/objects.ts'
import type { Commits } from '../shared/order.ts'
import type { Part } from '../shared/parts.ts'
import type { Provenance } from '../shared/provenance.ts'
import type { Caller, Capacity, Environment, Event, Fleet, ManagedAction, Quota, Version, WebLook } from './model.ts'

/** What happened to a call of UpdateEnvironment, which is never sent twice by itself. */
export type Updated =
  /** AWS took it; events of this request are its own. */
  | { readonly kind: 'begun'; readonly request: string }
  /** AWS refused it, which it does also where something else is under way: `isBusy` where it says so. */
  | { readonly kind: 'refused'; readonly failure: Error; readonly isBusy: boolean }
  /** No answer came: AWS may have taken it or not. */
  | { readonly kind: 'unanswered'; readonly message: string }

/** What tells an environment that is not there from one that we may not see. */
export interface Sight {
  readonly seesApplication: boolean
  /** What proves that there is none, and not only that none is told of; '' where nothing does. */
  readonly proof: string
  /** Does AWS answer questions about it all the same? */
  readonly isThere: boolean
}

/** What AWS says of who asks, or why its answer cannot be had. */
export type Asked =
  | { readonly kind: 'known'; readonly caller: Caller }
  | { readonly kind: 'unknown'; readonly why: string }

/** Elastic Beanstalk, for one environment of one application. */
export interface Beanstalk {
  /** Undefined where AWS names none that lives; which may be for want of a right. */
  environment(): Promise<Environment | undefined>
  sight(): Promise<Sight>
  /** Undefined under basic health. */
  fleet(environment: Environment): Promise<Fleet | undefined>
  /** Undefined where the role may not see it. */
  capacity(environment: Environment): Promise<Capacity | undefined>
  /** Oldest first, from that time of AWS on; from the beginning of what it kept where that is ''. */
  events(from: string): Promise<readonly Event[]>
  /** The last one; undefined where there is none. */
  lastEvent(): Promise<Event | undefined>
  /** Undefined where the role may not see them. */
  managedActions(environment: Environment): Promise<readonly ManagedAction[] | undefined>
  /** Undefined where the role may not read them. */
  tags(environment: Environment): Promise<Readonly<Record<string, string>> | undefined>
  /** Undefined where the role may not see it. */
  versionQuota(): Promise<Quota | undefined>
  version(label: string): Promise<Version | undefined>
  /** Newest first. */
  versions(): Promise<readonly Version[]>
  createVersion(version: Pick<Version, 'label' | 'bucket' | 'key'>, description: string): Promise<void>
  /** Its bundle stays. */
  deleteVersion(label: string): Promise<void>
  update(environment: Environment, label: string): Promise<Updated>
  abort(environment: Environment): Promise<void>
  /** When the credentials end, in milliseconds since 1970; undefined where they do not tell. */
  credentialsEnd(): Promise<number | undefined>
}

/** Where bundles lie. */
export interface Bundles {
  readonly bucket: string
  /** SHA-256 of the bytes of an object; undefined where there is none. The bytes are read, whatever S3 says of them. */
  hash(key: string, bucket?: string): Promise<string | undefined>
  /** Answers false where the key is there already, or another write to it was under way. */
  put(key: string, body: FileBody): Promise<boolean>
  /** The same with a large file; a failure leaves no parts behind. */
  putParts(key: string, parts: AsyncIterable<Part>): Promise<boolean>
}

export interface FileBody {
  readonly bytes: Buffer
  /** Of the bytes, in lower-case hex. */
  readonly sha256: string
}

/** The small objects beside the bundles: lease and history. */
export interface State extends ObjectStore {
  /** S3's own clock, in milliseconds since 1970, as its last answer told it. */
  now(): number
  /** Does this server hold writes to their conditions? */
  hasConditions(): Promise<boolean>
}

/** The bucket, once it is known which. */
export interface Storage {
  readonly bundles: Bundles
  readonly state: State
  /** The same objects where the gate is shut: for giving the lease back, and for completing the history. */
  readonly leasing: ObjectStore
}

/** A web client that follows no redirect. */
export interface Web {
  look(url: string, status: number): Promise<WebLook>
}

/** Who runs this, for records. */
export interface Run {
  readonly provenance: Provenance
  /** As in `https://github.com/owner/name/actions/runs/7`; '' where there is none. */
  readonly url: string
  readonly job: string
}

export interface World {
  /** @throws {Failure} for credentials that are missing, have expired or are refused. */
  caller(signal: AbortSignal): Promise<Asked>
  readonly beanstalk: Beanstalk
  /** A bucket of any other account is refused. */
  storage(bucket: string, account: string): Storage
  readonly web: Web
  readonly commits: Commits
  /** Sleepers wake when the gate shuts. */
  readonly clock: Clock
  /** Does not end with the gate. */
  readonly wallClock: Clock
  /** Milliseconds since 1970, for ages of events. */
  now(): number
  readonly random: () => number
  readonly log: Log
  readonly run: Run
  /** Every request passes it, but for those of `Storage.leasing`. */
  readonly gate: Gate
}

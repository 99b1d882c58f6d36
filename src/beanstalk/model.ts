// The nouns of the API action, in the order in which they flow.

import type { Hold } from '../shared/hold.ts'
import type { Provenance } from '../shared/provenance.ts'

export type Mode = 'deploy' | 'plan' | 'rollback' | 'resume'

/** Who the credentials belong to. */
export interface Caller {
  /** As in `arn:aws:sts::123456789012:assumed-role/api-prod/GitHubActions`. */
  readonly arn: string
  /** Twelve digits. */
  readonly account: string
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced-status.html */
export type Color = 'Green' | 'Yellow' | 'Grey' | 'Red'

/** What people ask of the health: *none* lets any pass. */
export type MinHealth = 'green' | 'yellow' | 'none'

/** An environment as AWS describes it at one moment. */
export interface Environment {
  readonly id: string
  readonly arn: string
  readonly application: string
  readonly name: string
  /** As in `Ready` and `Updating`. https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_EnvironmentDescription.html */
  readonly status: string
  readonly color: Color
  /** As in `Ok` and `Severe`; '' under basic health, which cannot see instances. */
  readonly healthStatus: string
  /** The version that it is said to run; '' where it runs the sample application. */
  readonly label: string
  /** '' where it has none. */
  readonly cname: string
  readonly isWorker: boolean
  /** Does a load balancer stand before its instances? Undefined where AWS does not tell. */
  readonly isLoadBalanced: boolean | undefined
  /** Its solution stack or platform; '' where AWS does not tell. */
  readonly platform: string
  /** May the operation under way be aborted? */
  readonly isAbortable: boolean
}

/** One instance, as enhanced health sees it. */
export interface Instance {
  readonly id: string
  /** The version that it runs; '' where it does not tell. */
  readonly label: string
  /** What has become of the last deployment on it, as in `Deployed` and `In Progress`. */
  readonly deployment: string
  readonly color: Color
  readonly healthStatus: string
  readonly causes: readonly string[]
  /** As in `t4g.small`; '' where AWS does not tell. */
  readonly type: string
}

/** *Zero* where the configuration wants none, *empty* where none is there all the same, which may pass. */
export type Capacity = 'zero' | 'empty' | 'some'

/** All instances that can be seen. */
export interface Fleet {
  /** When AWS last looked at them, in ISO 8601 UTC. */
  readonly refreshed: string
  readonly instances: readonly Instance[]
}

export type Severity = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL'

/** Something that AWS tells of an environment. Messages are for people; nothing is decided by them. */
export interface Event {
  /** In ISO 8601 UTC, by the clock of AWS. */
  readonly time: string
  readonly severity: Severity
  readonly message: string
  /** The request that it follows from; '' where it follows from none. */
  readonly request: string
  /** The version that it speaks of; '' where it names none. */
  readonly label: string
}

/** An application version. */
export interface Version {
  readonly label: string
  /** In lower case, as in `processed`; AWS spells it in several ways. */
  readonly status: string
  readonly bucket: string
  readonly key: string
  /** In ISO 8601 UTC; '' where it is not known. */
  readonly created: string
}

/** How an HTTP look at the API went. */
export interface WebLook {
  readonly isRight: boolean
  /** For people, as in `status 502, not 200`. */
  readonly what: string
}

/** Everything that is seen of an environment at one moment. */
export interface Sample {
  /** Milliseconds of a clock that only ever grows. */
  readonly at: number
  /** Undefined where it is gone. */
  readonly environment: Environment | undefined
  /** Undefined where instances cannot be seen. */
  readonly fleet: Fleet | undefined
  /** Events that no earlier sample had. */
  readonly events: readonly Event[]
  /** Is it scaled to zero? Asked only where it is grey. */
  readonly isScaledToZero: boolean
  /** Undefined where nobody looked. */
  readonly web: WebLook | undefined
}

/** What an environment was before it was updated: a new version may be as bad, and no worse. */
export interface Before {
  readonly label: string
  /** The worst that was seen in the minute before. */
  readonly color: Color
  /** Undefined where nobody looked. */
  readonly web: WebLook | undefined
  /** Was there no instance at all? */
  readonly isEmpty: boolean
}

/** What a run has done to the environment, and when. */
export type EntryState =
  /** Its update has begun; nobody has seen the end of it yet. */
  | 'begun'
  /** It was live, proven by label, instances and health. */
  | 'deployed'
  | 'failed'

/** One deploy, as the history records it. */
export interface Entry {
  readonly sequence: number
  readonly provenance: Provenance
  readonly state: EntryState
  /** The version that was wanted. */
  readonly label: string
  /** Identity of its bundle: SHA-256; '' where that is not known. */
  readonly identity: string
  /** SHA-256 of the archive; '' where that is not known. */
  readonly archive: string
  /** The version before; '' where there was none. */
  readonly before: string
  /** The request of the update; '' until it is known. */
  readonly request: string
  /** The entry that it takes the environment back to; undefined for a deploy. */
  readonly restores: number | undefined
  /** In ISO 8601 UTC. */
  readonly began: string
  /** '' as long as it is only begun. */
  readonly ended: string
}

/** What is recorded beside the bundles of an environment: its last deploys, and whether further ones are held. */
export interface History {
  readonly application: string
  readonly environment: string
  /** Number of the lease under which it was written. */
  readonly fence: number
  readonly hold: Hold | undefined
  /** Oldest first. */
  readonly entries: readonly Entry[]
}

/** A history, and the ETag of the object that holds it: undefined where there is none yet. */
export interface Recorded {
  readonly history: History
  readonly etag: string | undefined
}

/** What is to be deployed: a version that exists, or one that is made of the bundle. */
export interface Wanted {
  readonly label: string
  readonly identity: string
  readonly archive: string
}

export interface Quota {
  readonly used: number
  readonly most: number
}

export interface ManagedAction {
  readonly description: string
  readonly status: string
  /** When its window begins, in ISO 8601 UTC; '' where that is not known. */
  readonly window: string
}

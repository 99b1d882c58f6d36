// The nouns of records: releases, what is kept of them, and what they say of the objects that are there.

import type { Hold } from '../shared/hold.ts'
import type { Provenance } from '../shared/provenance.ts'
import type { Headers, LiveObject, Role } from './file-model.ts'

/** One file of a recorded release. */
export interface RecordedFile {
  readonly key: string
  readonly role: Role
  readonly size: number
  /** Lower-case hex; undefined where the bucket was adopted and nobody read the bytes. */
  readonly sha256: string | undefined
  /** As S3 answers it; in a release that has only begun, as it is expected. Without quotes. */
  readonly etag: string
  /** Every header that was set; undefined where the bucket was adopted and nobody looked. */
  readonly headers: Headers | undefined
  readonly hashed: boolean
  /**
   * May it have a storage class, encryption or redirect of its own? Not where this action has written it and nobody else
   * has since.
   */
  readonly mayHaveSettings: boolean
}

/** A release as it was begun, or as it is live. */
export interface ReleaseRecord {
  readonly bucket: string
  readonly prefix: string
  /** Counts the releases of this prefix; 0 is what was there before the first. */
  readonly sequence: number
  readonly provenance: Provenance
  /** When it was begun; once it is live, when it was recorded. ISO 8601 UTC, by S3's clock. */
  readonly time: string
  /** The release whose content this one has again. */
  readonly restores: number | undefined
  /** The same for all releases with the same keys, bytes and headers. */
  readonly content: string
  /** Sorted by key. */
  readonly files: readonly RecordedFile[]
}

/** A release that was live. */
export interface PastRelease {
  readonly sequence: number
  readonly provenance: Provenance
  readonly time: string
  readonly restores: number | undefined
  readonly content: string
  /** When it stopped being live. */
  readonly ended: string
  /** Somebody rolled back from it. */
  readonly left: boolean
  /** Paths whose content is lost, so that it cannot be rolled back to; only some of them where they are many. */
  readonly missing: readonly string[]
}

/** An object of ours at its key that the live release does not refer to. */
export interface RetainedFile {
  readonly file: RecordedFile
  /** The last release that referred to it. */
  readonly release: number
  /** When that one ended. */
  readonly ended: string
  /** Prune may have taken it already, or may take it at any moment. */
  readonly condemned: boolean
}

/** Content that is kept beside the site, under its hash. */
export interface KeptContent {
  readonly sha256: string
  readonly size: number
  /** Of the kept copy. */
  readonly etag: string
  /** The key that had it, and its ETag there; both '' where a run that did not finish has kept it. */
  readonly key: string
  readonly was: string
  readonly release: number
  readonly ended: string
  readonly condemned: boolean
}

/** A release that was begun and never recorded as live. */
export interface BegunRelease {
  readonly sequence: number
  /** When a later run found it unfinished. */
  readonly ended: string
}

/** Everything that is known of a prefix: its live release, and what else of ours lies in the bucket. */
export interface CurrentRecord {
  readonly live: ReleaseRecord
  /** The fencing number of the lease it was written under. */
  readonly fence: number
  /** Random, so that a writer knows its own record again. */
  readonly nonce: string
  /** All writes of ours happened before this moment of S3's clock. ISO 8601 UTC. */
  readonly asOf: string
  readonly hold: Hold | undefined
  /** Oldest first, without the live one. */
  readonly history: readonly PastRelease[]
  /** Sorted by key. */
  readonly ledger: readonly RetainedFile[]
  /** Sorted by hash. */
  readonly kept: readonly KeptContent[]
  readonly begun: readonly BegunRelease[]
  /** Hashed names that have carried two contents. Sorted. */
  readonly rehashed: readonly string[]
  /** Globs whose files are gone from every release up to this one. */
  readonly purged: readonly { readonly glob: string; readonly until: number }[]
}

/** What lies in the bucket, and what is recorded of it. */
export interface Situation {
  /** Objects of the site. */
  readonly objects: readonly LiveObject[]
  /** What is known; where nothing is recorded yet, release 0 made of all that is there. */
  readonly current: CurrentRecord
  /** ETag of the current record; undefined where there is none. */
  readonly recorded: string | undefined
  /** Releases that were begun, and that no record has settled yet. */
  readonly open: readonly ReleaseRecord[]
  /** Releases that were begun and found unfinished before. */
  readonly settled: readonly ReleaseRecord[]
  /** ETag and size of kept content, by its SHA-256. */
  readonly kept: ReadonlyMap<string, { readonly etag: string; readonly size: number }>
  /** Sequences of all release records that are there. */
  readonly sequences: readonly number[]
  /** Prefixes inside this one that have records of their own. */
  readonly others: readonly string[]
  /** By S3's clock, in milliseconds since 1970. */
  readonly now: number
}

/** An object of the bucket, and what the records say of it. */
export interface Known {
  readonly live: LiveObject
  /**
   * *live*: as the live release has it; *retained*: as an earlier one had it; *begun*: as a release that was never
   * recorded wrote it; *edited*: a key of ours with other bytes; *unknown*: not ours.
   */
  readonly kind: 'live' | 'retained' | 'begun' | 'edited' | 'unknown'
  /** What is recorded of these bytes. */
  readonly file: RecordedFile | undefined
  /** Are its headers still those of the record? False where nobody knows. */
  readonly hasRecordedHeaders: boolean
  /** Prune may take it at any moment. */
  readonly condemned: boolean
}

/** For how long files stay that the live release does not refer to. */
export interface Retention {
  /** Releases of distinct content whose files stay, the live one included. */
  readonly releases: number
  /** For which the files of a release that ended stay. */
  readonly days: number
}

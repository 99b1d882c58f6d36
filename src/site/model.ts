// The nouns of a site deploy, in the order they flow: file, asset, live object, records, plan, report.

import type { Hold } from '../shared/hold.ts'
import type { Condition } from '../shared/objects.ts'
import type { Provenance } from '../shared/provenance.ts'

/** A file of the built site as it lies on disk. */
export interface SiteFile {
  /** Path below the folder, with `/` between its parts, in the Unicode form the disk has. */
  readonly path: string
  /** Where to read it. */
  readonly location: string
  /** Bytes. */
  readonly size: number
}

/** What one read of a file tells. */
export interface Contents {
  /** MD5 of the bytes, lower-case hex. */
  readonly md5: string
  /** SHA-256 of the bytes, lower-case hex. */
  readonly sha256: string
  /** SHA-1 of the bytes, lower-case hex, where Angular's service worker compares it. */
  readonly sha1?: string | undefined
  /** The ETag that S3 answers when *we* upload these bytes, without quotes. */
  readonly etag: string
  /** Are all bytes valid UTF-8 text? Looked at only where the name does not tell the type. */
  readonly text: boolean
  /** The hashes of other files' names that this file's own code refers to. */
  readonly mentions: ReadonlySet<string>
  /** Has the hash in the name been found to be that of the bytes? Undefined where nobody had to look. */
  readonly bearsHash?: boolean | undefined
}

export interface ReadFile extends SiteFile, Contents {}

/** The headers of an object that a deploy may set, by their HTTP names in canonical case (`Cache-Control`). */
export type Headers = Readonly<Record<string, string>>

/**
 * What a file is to the order of publishing: a *page* (or page payload, or service-worker script) is what makes visitors
 * load other files; *worker-manifest* is Angular's `ngsw.json`, which goes live last of all.
 */
export type Role = 'asset' | 'page' | 'entry' | 'worker-manifest'

/** A file as it is wanted in the bucket, wherever its bytes come from. */
export interface Wanted {
  readonly key: string
  /** Relative to the prefix. */
  readonly path: string
  readonly role: Role
  readonly size: number
  /** Lower-case hex; undefined where nobody has read the bytes. */
  readonly sha256: string | undefined
  /** The ETags under which S3 may have these bytes. */
  readonly etags: readonly string[]
  /** Undefined where they are to stay as they are. */
  readonly headers: Headers | undefined
  /** Is the name proven to carry the hash of the content? */
  readonly hashed: boolean
}

/** A file of the built site as it is wanted in the bucket. */
export interface Asset extends Wanted, ReadFile {
  readonly path: string
  readonly size: number
  readonly sha256: string
  readonly headers: Headers
}

/** An object as ListObjectsV2 tells it. */
export interface LiveObject {
  readonly key: string
  readonly size: number
  /** Without quotes. */
  readonly etag: string
  /** When it was written, in milliseconds since 1970 by S3's clock; headers that change count as written. */
  readonly modified: number
}

/** What HeadObject adds to it. */
export interface LiveHeaders {
  readonly etag: string
  /** SHA-256 of the bytes, lower-case hex, where S3 has it. */
  readonly sha256: string | undefined
  readonly headers: Headers
  /** What a copy onto itself would lose if it were not sent again. */
  readonly kept: KeptSettings
}

export interface KeptSettings {
  readonly storageClass?: string | undefined
  readonly encryption?: string | undefined
  readonly kmsKey?: string | undefined
  readonly bucketKey?: boolean | undefined
  readonly redirect?: string | undefined
}

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

/** A CloudFront distribution, as far as a deploy goes by it. */
export interface Distribution {
  readonly id: string
  readonly arn: string
  /** `dxxxx.cloudfront.net`; '' where only its settings could be read. */
  readonly domainName: string
  readonly aliases: readonly string[]
  readonly enabled: boolean
  /** Do all edges go by these settings already? Undefined where only its settings could be read. */
  readonly deployed: boolean | undefined
  /** When the settings were changed last, ISO 8601 UTC; '' where only they could be read. */
  readonly lastModified: string
  readonly defaultRootObject: string
  readonly origins: readonly Origin[]
  /** In order of precedence; the default one is the last. */
  readonly behaviors: readonly CacheBehavior[]
  readonly errorResponses: readonly ErrorResponse[]
  /** False where the role may not read it: then the rest is empty and only the safe answer is right. */
  readonly readable: boolean
}

export interface Origin {
  readonly domainName: string
  /** Begins with `/`, or is empty. */
  readonly path: string
}

/** How requests to some addresses are answered. */
export interface CacheBehavior {
  /** As in `/app/*` and `*.png`; `*` is the default one. */
  readonly pattern: string
  /** The origin that is asked; several where an origin group asks one after the other. */
  readonly origins: readonly Origin[]
  /** Statuses of the first origin upon which the next one is asked; empty without an origin group. */
  readonly failover: readonly number[]
  readonly compress: boolean
  readonly functions: readonly EdgeFunction[]
  /** ID of the cache policy; '' where the behaviour itself has the older settings. */
  readonly policy: string
  /** Undefined where the role may not read the cache policy. */
  readonly caching: Caching | undefined
}

/** Code of the site's owner that runs at the edge. */
export interface EdgeFunction {
  readonly kind: 'cloudfront' | 'lambda'
  readonly event: 'viewer-request' | 'viewer-response' | 'origin-request' | 'origin-response'
  readonly arn: string
}

/** For how long an edge keeps a copy, and what tells copies of one address apart. */
export interface Caching {
  /** Seconds. */
  readonly minTtl: number
  /** Seconds for a file that has neither Cache-Control nor Expires. */
  readonly defaultTtl: number
  /** Seconds. */
  readonly maxTtl: number
  readonly queryStrings: KeyPart
  readonly headers: KeyPart
  readonly cookies: KeyPart
  /** May compressed copies be kept? */
  readonly gzip: boolean
  readonly brotli: boolean
}

/** Which query strings, headers or cookies are part of the cache key, by their names. */
export type KeyPart = 'none' | 'all' | { readonly only: readonly string[] } | { readonly allBut: readonly string[] }

/** A custom error response. */
export interface ErrorResponse {
  readonly status: number
  /** The path of the page that is answered instead, if there is one. */
  readonly page: string
  /** The status that visitors get with that page; the error's own unless another one is set. */
  readonly answeredStatus: number
  /** Seconds for which the edge keeps the error at least (ErrorCachingMinTTL). */
  readonly ttl: number
}

/** For how long files stay that the live release does not refer to. */
export interface Retention {
  /** Releases of distinct content whose files stay, the live one included. */
  readonly releases: number
  /** For which the files of a release that ended stay. */
  readonly days: number
}

/** What CloudFront is to fetch anew: the fewest paths that are right, everything as soon as anything changed, or nothing. */
export type Invalidate = 'auto' | 'all' | 'none'

/** The waves of publishing, in order; all of one is done before the next begins. */
export type Wave = 'add' | 'switch' | 'refresh' | 'prune'

/** A file whose bytes go from disk to the bucket. */
export interface Upload {
  readonly kind: 'upload'
  readonly asset: Asset
  readonly condition: Condition
  readonly reason: string
}

/** A file whose bytes are kept beside the site and go back to where they were, by a copy on the server. */
export interface Restore {
  readonly kind: 'restore'
  readonly asset: Wanted
  readonly from: Pick<KeptContent, 'sha256' | 'etag'>
  readonly condition: Condition
  readonly reason: string
}

/** An object that keeps its bytes and gets other headers, by a copy onto itself. */
export interface HeaderCopy {
  readonly kind: 'copy'
  readonly asset: Wanted & { readonly headers: Headers }
  /** ETag of the bytes that were compared. */
  readonly etag: string
  /** Undefined where only the object itself can tell. */
  readonly kept: KeptSettings | undefined
  readonly reason: string
}

/** A copy of what is live, made before it is replaced or deleted. */
export interface Keep {
  readonly kind: 'keep'
  /** What is there; bytes that nobody has read have no hash yet. */
  readonly asset: Wanted
  readonly etag: string
  readonly reason: string
}

/** An object that leaves. */
export interface Removal {
  readonly kind: 'delete'
  readonly asset: Wanted
  readonly etag: string
  readonly reason: string
}

/** What changes the site; a copy that is kept beside it does not. */
export type Change = Upload | Restore | HeaderCopy | Removal

export type Step = Change | Keep

/** Steps that may happen at once. */
export interface Stage {
  readonly wave: Wave
  /** What goes live here, for the log. */
  readonly title: string
  readonly steps: readonly Step[]
}

/** The paths of one distribution that must be fetched anew, each with its reason. */
export interface Refresh {
  readonly distribution: Distribution
  readonly paths: readonly { readonly path: string; readonly reason: string }[]
}

/** A change by hand: somebody else wrote or deleted what a release of ours had put there. */
export interface HandEdit {
  readonly key: string
  readonly path: string
  /** As in *other content*, *deleted*, *other headers*. */
  readonly what: string
}

/** What must happen so that visitors get exactly the wanted release. */
export interface Plan {
  /** Before CloudFront is told. */
  readonly stages: readonly Stage[]
  readonly refreshes: readonly Refresh[]
  /** Angular's `ngsw.json`: only when no edge holds older files any more. */
  readonly lastStage: Stage
  readonly lastRefreshes: readonly Refresh[]
  /** Files that are live as wanted. */
  readonly unchanged: number
  /** Objects of ours that the release does not have and that stay, for earlier releases and open tabs. */
  readonly retained: readonly LiveObject[]
  /** Objects below the prefix that no release of ours has put there. */
  readonly unknown: readonly LiveObject[]
  readonly edits: readonly HandEdit[]
  /** Objects that would leave and are too many to be meant. */
  readonly refusedDeletes: number
}

/** How far the edges have come; the worst of several counts. */
export type RefreshStatus = 'none' | 'completed' | 'in-progress'

/** An invalidation that was made; its status follows what CloudFront tells. */
export interface Refreshed {
  readonly refresh: Refresh
  readonly id: string
  status: RefreshStatus
}

/** One thing about the live site that is not right, or that nobody could look at. */
export interface Finding {
  readonly address: string
  /** Says the address, what was expected and what was seen; where something can be done, what. */
  readonly sentence: string
}

/** What became of a look at the live site. Only positive proof is *wrong*; *unseen* is whatever nobody could look at. */
export interface Verification {
  readonly verdict: 'right' | 'wrong' | 'unseen'
  /** What the verdict goes by; none where it is *right*. */
  readonly findings: readonly Finding[]
  /** Full sentences about what is no reason for another verdict. */
  readonly warnings: readonly string[]
  /** Addresses that were looked at. */
  readonly looked: number
  /** Files that were left out, because there are so many. */
  readonly skipped: number
}

/** The site at one of its addresses, after this release or after the one that was put back. */
export interface Sighting {
  readonly url: string
  readonly release: number
  readonly verification: Verification
}

/** What was really written; counted while it happens. */
export interface Tally {
  uploaded: number
  /** From what is kept, without an upload. */
  restored: number
  headersUpdated: number
  deleted: number
  bytesUploaded: number
}

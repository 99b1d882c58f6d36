// The nouns of a site deploy, in the order they flow: file, asset, live object, plan, report.

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

/** A file of the site as it is wanted in the bucket. */
export interface Asset extends ReadFile {
  readonly key: string
  readonly role: Role
  readonly headers: Headers
  /** Is the name proven to carry the hash of the content? */
  readonly hashed: boolean
}

/** An object as ListObjectsV2 tells it. */
export interface LiveObject {
  readonly key: string
  readonly size: number
  /** Without quotes. */
  readonly etag: string
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

/** What must hold for a write to happen: the key is absent, or still has this ETag. */
export type Condition = { readonly absent: true } | { readonly etag: string }

/** A CloudFront distribution, as far as a deploy goes by it. */
export interface Distribution {
  readonly id: string
  readonly arn: string
  /** `dxxxx.cloudfront.net` */
  readonly domainName: string
  readonly aliases: readonly string[]
  readonly enabled: boolean
  readonly defaultRootObject: string
  readonly origins: readonly Origin[]
  readonly errorResponses: readonly ErrorResponse[]
  /** False where the role may not read it: then the rest is empty and only the safe answer is right. */
  readonly readable: boolean
}

export interface Origin {
  readonly domainName: string
  /** Begins with `/`, or is empty. */
  readonly path: string
}

/** A custom error response. */
export interface ErrorResponse {
  readonly status: number
  /** The path of the page that is answered instead, if there is one. */
  readonly page: string
  /** Seconds for which the edge keeps the error at least (ErrorCachingMinTTL). */
  readonly ttl: number
}

/** What CloudFront is to fetch anew: the fewest paths that are right, everything as soon as anything changed, or nothing. */
export type Invalidate = 'auto' | 'all' | 'none'

/** The waves of publishing, in order; all of one is done before the next begins. */
export type Wave = 'add' | 'switch' | 'refresh'

/** A file whose bytes go to the bucket. */
export interface Upload {
  readonly kind: 'upload'
  readonly asset: Asset
  readonly condition: Condition
  readonly reason: string
}

/** An object that keeps its bytes and gets other headers, by a copy onto itself. */
export interface HeaderCopy {
  readonly kind: 'copy'
  readonly asset: Asset
  /** ETag of the bytes that were compared. */
  readonly etag: string
  readonly kept: KeptSettings
  readonly reason: string
}

export type Change = Upload | HeaderCopy

/** Changes that may happen at once. */
export interface Stage {
  readonly wave: Wave
  /** What goes live here, for the log. */
  readonly title: string
  readonly changes: readonly Change[]
}

/** The paths of one distribution that must be fetched anew, each with its reason. */
export interface Refresh {
  readonly distribution: Distribution
  readonly paths: readonly { readonly path: string; readonly reason: string }[]
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
  /** Objects below the prefix that the release does not have. */
  readonly stale: readonly LiveObject[]
}

/** How far the edges have come; the worst of several counts. */
export type RefreshStatus = 'none' | 'completed' | 'in-progress'

/** An invalidation that was made; its status follows what CloudFront tells. */
export interface Refreshed {
  readonly refresh: Refresh
  readonly id: string
  status: RefreshStatus
}

/** What was really written; counted while it happens. */
export interface Tally {
  uploaded: number
  headersUpdated: number
  bytesUploaded: number
}

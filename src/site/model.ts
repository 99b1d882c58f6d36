// The nouns of a site deploy, in the order they flow: file, asset, live object, plan, report.

/** A file of the built site as it lies on disk. */
export interface SiteFile {
  /** Path below the folder, with `/` between its parts, in the Unicode form the disk has. */
  readonly path: string
  /** Where to read it. */
  readonly location: string
  /** Bytes. */
  readonly size: number
  /** Last modification in milliseconds; only to notice a file that changes while it is uploaded. */
  readonly modified: number
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
  readonly etag: string
  readonly storageClass: string
}

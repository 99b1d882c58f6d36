// The nouns of files: on disk, as they are wanted, and as objects that are live.

/** A file of the built site as it lies on disk. */
export interface SiteFile {
  /** Path below the folder, with `/` between its parts, in the Unicode form the disk has. */
  readonly path: string
  /** Where to read it. */
  readonly location: string
  /** Bytes. */
  readonly size: number
}

/** What a deploy must know of the bytes of a file. */
export interface Contents {
  /** MD5 of the bytes, lower-case hex; undefined for a file that goes in parts, unless its name may tell it. */
  readonly md5: string | undefined
  /** SHA-256 of the bytes, lower-case hex. */
  readonly sha256: string
  /** The ETag that S3 answers when *we* upload these bytes, without quotes. */
  readonly etag: string
  /** Are all bytes valid UTF-8 text? Looked at only where the name does not tell the type. */
  readonly text: boolean
}

/** A file whose bytes are known. */
export interface BuiltFile extends SiteFile, Contents {}

/** All that one read of a file tells; what it tells of other files is needed until all of them are read. */
export interface ReadContents extends Contents {
  /** SHA-1 of the bytes, lower-case hex, where Angular's service worker compares it. */
  readonly sha1?: string | undefined
  /** The hashes of other files' names that this file's own code refers to. */
  readonly mentions: ReadonlySet<string>
  /** Has the hash in the name been found to be that of the bytes? Undefined where nobody had to look. */
  readonly bearsHash?: boolean | undefined
}

export interface ReadFile extends SiteFile, ReadContents {}

export interface BuiltSite {
  readonly files: readonly BuiltFile[]
  /** Paths whose names are proven to carry the hash of their content. */
  readonly proven: ReadonlySet<string>
}

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
export interface Asset extends Wanted, BuiltFile {
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
  /** Undefined where it is STANDARD. */
  readonly storageClass: string | undefined
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

import type { Checksum } from './checksum.ts'

export type Encryption = 'AES256' | 'aws:kms'

/** The bytes of an object, in memory or on disk. */
export interface Bytes {
  readonly size: number
  read(): Buffer
}

/** An object as the bucket holds it; it is replaced, never altered. */
export interface StoredObject {
  readonly bytes: Bytes
  /** With its quotes, as S3 answers it. */
  readonly etag: string
  /** The headers that come back on a GET, by canonical name; `x-amz-meta-*` in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly storageClass: string
  readonly encryption: Encryption
  /** Milliseconds, in whole seconds as S3 tells it. */
  readonly lastModified: number
  /** The checksum it was sent or copied with; without one S3 makes a CRC64NVME of its own. */
  readonly checksum: Checksum | undefined
}

export function inMemory(buffer: Buffer): Bytes {
  return { size: buffer.length, read: () => buffer }
}

import { createHash, randomUUID } from 'node:crypto'

import type { Algorithm, Checksum } from './checksum.ts'
import type { Encryption } from './object.ts'
import type { Objects } from './objects.ts'
import { ACCOUNT } from './strictness.ts'

export interface BucketOptions {
  /** `us-east-1` unless given. */
  readonly region?: string
  readonly tags?: Readonly<Record<string, string>>
  /** False for a server from before conditional writes: `If-Match` and `If-None-Match` on writes are ignored. */
  readonly conditionalWrites?: boolean
  /** How objects are encrypted unless they say otherwise. With `aws:kms` an ETag is not an MD5. */
  readonly encryption?: Encryption
  /** The account that it belongs to; ours unless given. Whoever names no owner may visit that of anybody. */
  readonly owner?: string
}

export interface Bucket extends Required<BucketOptions> {
  readonly name: string
  readonly created: number
  readonly objects: Objects
  readonly uploads: Map<string, Upload>
}

/** A multipart upload that is neither completed nor aborted. */
export interface Upload {
  readonly id: string
  readonly key: string
  readonly initiated: number
  readonly headers: Readonly<Record<string, string>>
  readonly storageClass: string
  readonly encryption: Encryption
  readonly algorithm: Algorithm | undefined
  readonly checksumType: Checksum['type']
  readonly parts: Map<number, Part>
}

export interface Part {
  readonly body: Buffer
  readonly etag: string
  readonly checksum: Checksum | undefined
  readonly lastModified: number
}

export function settingsOf(options: BucketOptions): Required<BucketOptions> {
  return { region: 'us-east-1', tags: {}, conditionalWrites: true, encryption: 'AES256', owner: ACCOUNT, ...options }
}

/** MD5 of the bytes, except where a key of KMS makes of the same bytes something else each time. */
export function etagOf(body: Uint8Array, encryption: Encryption): string {
  const hash = createHash('md5').update(body)
  return `"${(encryption === 'aws:kms' ? hash.update(randomUUID()) : hash).digest('hex')}"`
}

/** MD5 of the parts' MD5s and their number. */
export function multipartEtag(parts: readonly Part[], encryption: Encryption): string {
  const joined = Buffer.concat(parts.map(({ etag }) => Buffer.from(etag.slice(1, -1), 'hex')))
  return etagOf(joined, encryption).replace(/"$/, `-${parts.length}"`)
}

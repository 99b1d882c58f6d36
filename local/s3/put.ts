import { wholeSeconds } from '../clock.ts'
import type { Reply } from '../http/reply.ts'
import { etagOf } from './bucket.ts'
import { checksumHeader } from './checksum.ts'
import { checkWrite } from './conditions.ts'
import { keptHeaders } from './kept-headers.ts'
import { inMemory, type StoredObject } from './object.ts'
import { encryptionIn, refuseAcl, storageClassIn } from './strictness.ts'
import { type BucketVisit, contentOf } from './visit.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export function putObject({ call, bucket, key, store }: BucketVisit): Reply {
  refuseAcl(call.headers)
  const { body, checksum } = contentOf(call)
  const encryption = encryptionIn(call.headers) ?? bucket.encryption
  const object: StoredObject = {
    bytes: inMemory(body),
    etag: etagOf(body, encryption),
    headers: keptHeaders(call.headers),
    storageClass: storageClassIn(call.headers),
    encryption,
    lastModified: wholeSeconds(store.clock.now()),
    checksum,
  }
  if (bucket.conditionalWrites) checkWrite(call.headers, bucket.objects.get(key), key)
  bucket.objects.set(key, object)
  return { status: 200, headers: { ETag: object.etag, ...encryptionHeader(object), ...checksumHeaders(object) } }
}

export function encryptionHeader({ encryption }: Pick<StoredObject, 'encryption'>): Record<string, string> {
  return { 'x-amz-server-side-encryption': encryption }
}

/** The checksum that came with the object, as it goes back. */
export function checksumHeaders({ checksum }: Pick<StoredObject, 'checksum'>): Record<string, string> {
  if (checksum === undefined) return {}
  return { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type }
}

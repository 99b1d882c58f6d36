import { randomUUID } from 'node:crypto'

import type { Reply } from '../http/reply.ts'
import { tag } from '../xml/write.ts'
import type { Upload } from './bucket.ts'
import { algorithmNamed, type Checksum } from './checksum.ts'
import { keptHeaders } from './kept-headers.ts'
import { byBytes } from './order.ts'
import { encryptionHeader } from './put.ts'
import { invalidRequest, noSuchUpload } from './refusals.ts'
import { isoDate, nameEncoder, s3Document } from './rendering.ts'
import { encryptionIn, refuseAcl, storageClassIn } from './strictness.ts'
import type { BucketVisit } from './visit.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export function createMultipartUpload({ call: { headers }, bucket, key, store }: BucketVisit): Reply {
  refuseAcl(headers)
  const named = headers['x-amz-checksum-algorithm']
  const algorithm = named === undefined ? undefined : algorithmNamed(named)
  const upload: Upload = {
    id: randomUUID().replaceAll('-', ''),
    key,
    initiated: store.clock.now(),
    headers: keptHeaders(headers),
    storageClass: storageClassIn(headers),
    encryption: encryptionIn(headers) ?? bucket.encryption,
    algorithm,
    checksumType: checksumTypeIn(headers['x-amz-checksum-type'], algorithm),
    parts: new Map(),
  }
  bucket.uploads.set(upload.id, upload)
  const body = s3Document('InitiateMultipartUploadResult', [
    tag('Bucket', bucket.name),
    tag('Key', key),
    tag('UploadId', upload.id),
  ])
  return { status: 200, headers: encryptionHeader(upload), body }
}

/** CRC64NVME is always of the full object, SHA always composite, the others composite unless they say otherwise. */
function checksumTypeIn(sent: string | undefined, algorithm = 'CRC64NVME'): Checksum['type'] {
  const only = algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : algorithm.startsWith('SHA') ? 'COMPOSITE' : undefined
  const type = sent ?? only ?? 'COMPOSITE'
  if ((type === 'FULL_OBJECT' || type === 'COMPOSITE') && (only === undefined || only === type)) return type
  throw invalidRequest(
    `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
  )
}

export function abortMultipartUpload(visit: BucketVisit): Reply {
  visit.bucket.uploads.delete(uploadOf(visit).id)
  return { status: 204 }
}

/** The upload that a call names; it must be for the same key. */
export function uploadOf({ call, bucket, key }: BucketVisit): Upload {
  const id = call.query.uploadId ?? ''
  const upload = bucket.uploads.get(id)
  if (upload === undefined || upload.key !== key) throw noSuchUpload(id)
  return upload
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
export function listMultipartUploads({ call: { query }, bucket }: BucketVisit): Reply {
  const prefix = query.prefix ?? ''
  const most = Math.min(Number(query['max-uploads'] ?? 1000), 1000)
  const encode = nameEncoder(query)
  const found = [...bucket.uploads.values()].filter(({ key }) => key.startsWith(prefix)).sort(byKeyThenTime)
  const rest = found.slice(placeAfter(found, query['key-marker'], query['upload-id-marker']))
  const page = rest.slice(0, most)
  const last = rest.length > most ? page.at(-1) : undefined
  const body = s3Document('ListMultipartUploadsResult', [
    tag('Bucket', bucket.name),
    tag('KeyMarker', query['key-marker'] ?? ''),
    tag('UploadIdMarker', query['upload-id-marker'] ?? ''),
    tag('NextKeyMarker', last === undefined ? undefined : encode(last.key)),
    tag('NextUploadIdMarker', last?.id),
    tag('Prefix', encode(prefix)),
    tag('EncodingType', query['encoding-type']),
    tag('MaxUploads', most),
    tag('IsTruncated', last !== undefined),
    ...page.map(({ key, id, initiated, storageClass }) =>
      tag('Upload', [
        tag('Key', encode(key)),
        tag('UploadId', id),
        tag('StorageClass', storageClass),
        tag('Initiated', isoDate(initiated)),
      ]),
    ),
  ])
  return { status: 200, body }
}

function byKeyThenTime(a: Upload, b: Upload): number {
  return byBytes(a.key, b.key) || a.initiated - b.initiated
}

function placeAfter(uploads: readonly Upload[], key: string | undefined, id: string | undefined): number {
  if (key === undefined) return 0
  const same = uploads.findIndex((upload) => upload.key === key && upload.id === id)
  if (same >= 0) return same + 1
  const later = uploads.findIndex((upload) => byBytes(upload.key, key) > 0)
  return later < 0 ? uploads.length : later
}

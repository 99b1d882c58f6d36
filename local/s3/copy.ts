import { wholeSeconds } from '../clock.ts'
import type { Reply } from '../http/reply.ts'
import { tag, type Xml } from '../xml/write.ts'
import { etagOf } from './bucket.ts'
import { algorithmNamed, type Checksum, fullChecksum } from './checksum.ts'
import { checkWrite } from './conditions.ts'
import { copiedHeaders, keptHeaders } from './kept-headers.ts'
import { inMemory, type StoredObject } from './object.ts'
import { encryptionHeader } from './put.ts'
import { invalidArgument, invalidRequest } from './refusals.ts'
import { isoDate, s3Document } from './rendering.ts'
import { type Source, sourceOf } from './source.ts'
import { encryptionIn, refuseAcl, storageClassIn } from './strictness.ts'
import type { BucketVisit } from './visit.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export function copyObject(visit: BucketVisit): Reply {
  const { call, bucket, key } = visit
  refuseAcl(call.headers)
  const source = sourceOf(visit)
  if (bucket.conditionalWrites) checkWrite(call.headers, bucket.objects.get(key), key)
  refuseIdleCopy(visit, source)
  const copy = copyOf(source.object, visit)
  bucket.objects.set(key, copy)
  return { status: 200, headers: encryptionHeader(copy), body: s3Document('CopyObjectResult', copyAnswer(copy)) }
}

/** Storage class and encryption are those of the request or the bucket, never those of the source. */
function copyOf(source: StoredObject, { call, bucket, store }: BucketVisit): StoredObject {
  const body = source.bytes.read()
  const encryption = encryptionIn(call.headers) ?? bucket.encryption
  return {
    bytes: inMemory(body),
    etag: etagOf(body, encryption),
    headers: replaces(call.headers)
      ? keptHeaders(call.headers)
      : withRedirect(copiedHeaders(source.headers), call.headers),
    storageClass: storageClassIn(call.headers),
    encryption,
    lastModified: wholeSeconds(store.clock.now()),
    checksum: checksumOfCopy(source, body, call.headers['x-amz-checksum-algorithm']),
  }
}

/** A composite checksum belongs to its parts; the copy has none and gets a whole one of the same kind. */
function checksumOfCopy(source: StoredObject, body: Buffer, wanted: string | undefined): Checksum | undefined {
  if (wanted !== undefined) return fullChecksum(algorithmNamed(wanted), body)
  if (source.checksum?.type === 'COMPOSITE') return fullChecksum(source.checksum.algorithm, body)
  return source.checksum
}

function withRedirect(headers: Record<string, string>, sent: Readonly<Record<string, string>>): Record<string, string> {
  const redirect = sent['x-amz-website-redirect-location']
  return redirect === undefined ? headers : { ...headers, 'x-amz-website-redirect-location': redirect }
}

function replaces(headers: Readonly<Record<string, string>>): boolean {
  const directive = headers['x-amz-metadata-directive'] ?? 'COPY'
  if (directive === 'COPY' || directive === 'REPLACE') return directive === 'REPLACE'
  throw invalidArgument('Unknown metadata directive.', 'x-amz-metadata-directive', directive)
}

/** Whatever one of these is given, the copy changes something. */
const CHANGES = ['x-amz-storage-class', 'x-amz-server-side-encryption', 'x-amz-website-redirect-location']

function refuseIdleCopy({ call, bucket, key }: BucketVisit, source: Source): void {
  const itself = source.bucket === bucket.name && source.key === key
  if (!itself || replaces(call.headers) || CHANGES.some((name) => call.headers[name] !== undefined)) return
  throw invalidRequest(
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  )
}

function copyAnswer({ etag, lastModified, checksum }: StoredObject): Xml[] {
  return [
    tag('LastModified', isoDate(lastModified)),
    tag('ETag', etag),
    tag(`Checksum${checksum?.algorithm}`, checksum?.value),
    tag('ChecksumType', checksum?.type),
  ]
}

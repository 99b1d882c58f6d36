import { wholeSeconds } from '../clock.ts'
import { rangeIn } from '../http/range.ts'
import type { Reply } from '../http/reply.ts'
import { tag } from '../xml/write.ts'
import { etagOf, type Part, type Upload } from './bucket.ts'
import { type Checksum, fullChecksum } from './checksum.ts'
import { checksumHeaders, encryptionHeader } from './put.ts'
import { invalidArgument } from './refusals.ts'
import { isoDate, s3Document } from './rendering.ts'
import { sourceOf } from './source.ts'
import { uploadOf } from './uploads.ts'
import { type BucketVisit, contentOf } from './visit.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export function uploadPart(visit: BucketVisit): Reply {
  const upload = uploadOf(visit)
  const { body, checksum } = contentOf(visit.call)
  const part = keep(body, upload, visit, checksum)
  return { status: 200, headers: { ETag: part.etag, ...encryptionHeader(upload), ...checksumHeaders(part) } }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export function uploadPartCopy(visit: BucketVisit): Reply {
  const upload = uploadOf(visit)
  const { object } = sourceOf(visit)
  const part = keep(
    sliceOf(object.bytes.read(), visit.call.headers['x-amz-copy-source-range']),
    upload,
    visit,
    undefined,
  )
  const body = s3Document('CopyPartResult', [
    tag('LastModified', isoDate(part.lastModified)),
    tag('ETag', part.etag),
    tag(`Checksum${part.checksum?.algorithm}`, part.checksum?.value),
  ])
  return { status: 200, headers: encryptionHeader(upload), body }
}

function keep(body: Buffer, upload: Upload, { call, store }: BucketVisit, sent: Checksum | undefined): Part {
  const part: Part = {
    body,
    etag: etagOf(body, upload.encryption),
    checksum: sent ?? (upload.algorithm === undefined ? undefined : fullChecksum(upload.algorithm, body)),
    lastModified: wholeSeconds(store.clock.now()),
  }
  upload.parts.set(partNumberIn(call.query.partNumber ?? ''), part)
  return part
}

function partNumberIn(sent: string): number {
  const number = Number(sent)
  if (Number.isInteger(number) && number >= 1 && number <= 10_000) return number
  throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', sent)
}

/** Unlike a GET, a copy must name both ends and may not reach beyond the source. */
function sliceOf(body: Buffer, header: string | undefined): Buffer {
  if (header === undefined) return body
  const range = /^bytes=\d+-\d+$/.test(header) ? rangeIn(header, body.length) : undefined
  if (typeof range === 'object' && header.endsWith(`-${range.last}`)) return body.subarray(range.first, range.last + 1)
  const message =
    'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are within the source'
  throw invalidArgument(message, 'x-amz-copy-source-range', header)
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export function listParts(visit: BucketVisit): Reply {
  const upload = uploadOf(visit)
  const most = Math.min(Number(visit.call.query['max-parts'] ?? 1000), 1000)
  const after = Number(visit.call.query['part-number-marker'] ?? 0)
  const rest = [...upload.parts].filter(([number]) => number > after).sort(([a], [b]) => a - b)
  const page = rest.slice(0, most)
  const body = s3Document('ListPartsResult', [
    tag('Bucket', visit.bucket.name),
    tag('Key', upload.key),
    tag('UploadId', upload.id),
    tag('PartNumberMarker', after),
    tag('NextPartNumberMarker', page.at(-1)?.[0]),
    tag('MaxParts', most),
    tag('IsTruncated', rest.length > most),
    ...page.map(([number, { etag, body, lastModified }]) =>
      tag('Part', [
        tag('PartNumber', number),
        tag('LastModified', isoDate(lastModified)),
        tag('ETag', etag),
        tag('Size', body.length),
      ]),
    ),
  ])
  return { status: 200, body }
}

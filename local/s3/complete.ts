import { wholeSeconds } from '../clock.ts'
import { Refusal, type Reply } from '../http/reply.ts'
import { childrenOf, type Element, readXml, textOf } from '../xml/read.ts'
import { tag } from '../xml/write.ts'
import { multipartEtag, type Part, type Upload } from './bucket.ts'
import { type Checksum, compositeChecksum, fullChecksum } from './checksum.ts'
import { checkWrite } from './conditions.ts'
import { inMemory, type StoredObject } from './object.ts'
import { encryptionHeader } from './put.ts'
import { malformedXml } from './refusals.ts'
import { s3Document } from './rendering.ts'
import { uploadOf } from './uploads.ts'
import type { BucketVisit } from './visit.ts'

/** Every part but the last must have it: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const SMALLEST_PART = 5 * 1024 * 1024

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
export function completeMultipartUpload(visit: BucketVisit): Reply {
  const { call, bucket, key, store } = visit
  const upload = uploadOf(visit)
  const parts = wantedParts(call.body, upload)
  if (bucket.conditionalWrites) checkWrite(call.headers, bucket.objects.get(key), key)
  const object = joined(parts, upload, wholeSeconds(store.clock.now()))
  bucket.objects.set(key, object)
  bucket.uploads.delete(upload.id)
  const body = s3Document('CompleteMultipartUploadResult', [
    tag('Location', `https://${bucket.name}.s3.${bucket.region}.amazonaws.com/${encodeURIComponent(key)}`),
    tag('Bucket', bucket.name),
    tag('Key', key),
    tag('ETag', object.etag),
    tag(`Checksum${object.checksum?.algorithm}`, object.checksum?.value),
    tag('ChecksumType', object.checksum?.type),
  ])
  return { status: 200, headers: encryptionHeader(object), body }
}

function joined(parts: readonly Part[], upload: Upload, lastModified: number): StoredObject {
  const body = Buffer.concat(parts.map((part) => part.body))
  const { headers, storageClass, encryption } = upload
  const etag = multipartEtag(parts, encryption)
  return {
    bytes: inMemory(body),
    etag,
    headers,
    storageClass,
    encryption,
    lastModified,
    checksum: checksumOf(parts, upload, body),
  }
}

function checksumOf(parts: readonly Part[], upload: Upload, body: Buffer): Checksum | undefined {
  const { algorithm, checksumType } = upload
  if (algorithm === undefined) return undefined
  if (checksumType === 'FULL_OBJECT') return fullChecksum(algorithm, body)
  return compositeChecksum(
    algorithm,
    parts.map(({ body, checksum }) => checksum ?? fullChecksum(algorithm, body)),
  )
}

/** The parts that the request lists, in its order, which must be rising. */
function wantedParts(body: Buffer, upload: Upload): Part[] {
  const request = readXml(body.toString())
  const items = childrenOf(request, 'Part')
  if (request?.name !== 'CompleteMultipartUpload' || items.length === 0) throw malformedXml()
  const numbers = items.map((item) => Number(textOf(item, 'PartNumber')))
  if (numbers.some((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0))) throw wrongOrder()
  const parts = items.map((item) => wantedPart(item, upload))
  if (parts.slice(0, -1).some((part) => part.body.length < SMALLEST_PART)) throw tooSmall()
  return parts
}

function wantedPart(item: Element, upload: Upload): Part {
  const part = upload.parts.get(Number(textOf(item, 'PartNumber')))
  const etag = textOf(item, 'ETag')?.replaceAll('"', '')
  if (part !== undefined && etag === part.etag.replaceAll('"', '') && sameChecksum(item, part)) return part
  const message =
    "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag."
  throw new Refusal(400, 'InvalidPart', message, { details: { PartNumber: textOf(item, 'PartNumber') ?? '' } })
}

function sameChecksum(item: Element, { checksum }: Part): boolean {
  const told = checksum === undefined ? undefined : textOf(item, `Checksum${checksum.algorithm}`)
  return told === undefined || told === checksum?.value
}

function wrongOrder(): Refusal {
  const message =
    'The list of parts was not in ascending order. The parts list must be specified in order by part number.'
  return new Refusal(400, 'InvalidPartOrder', message)
}

function tooSmall(): Refusal {
  return new Refusal(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size')
}

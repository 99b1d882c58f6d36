import type { Reply } from '../http/reply.ts'
import { tag, type Xml } from '../xml/write.ts'
import type { StoredObject } from './object.ts'
import { type Page, pageOf } from './page.ts'
import { invalidArgument } from './refusals.ts'
import { isoDate, nameEncoder, s3Document } from './rendering.ts'
import type { BucketVisit } from './visit.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export function listObjectsV2({ call: { query }, bucket }: BucketVisit): Reply {
  const { prefix = '', delimiter = '', 'start-after': after } = query
  const token = query['continuation-token']
  const most = maxKeysIn(query['max-keys'])
  const encode = nameEncoder(query)
  const page = pageOf(bucket.objects.keys, {
    prefix,
    delimiter,
    most,
    after: token === undefined ? (after ?? '') : placeIn(token),
  })
  const body = s3Document('ListBucketResult', [
    tag('Name', bucket.name),
    tag('Prefix', encode(prefix)),
    tag('Delimiter', delimiter === '' ? undefined : encode(delimiter)),
    tag('StartAfter', after === undefined ? undefined : encode(after)),
    tag('EncodingType', query['encoding-type']),
    tag('MaxKeys', most),
    tag('KeyCount', page.keys.length + page.groups.length),
    tag('IsTruncated', page.next !== undefined),
    tag('ContinuationToken', token),
    tag('NextContinuationToken', page.next === undefined ? undefined : tokenFor(page.next)),
    ...page.keys.map((key) => contents(encode(key), bucket.objects.get(key))),
    ...page.groups.map((group) => tag('CommonPrefixes', [tag('Prefix', encode(group))])),
  ])
  return { status: 200, headers: { 'x-amz-bucket-region': bucket.region }, body }
}

function contents(key: string, object: StoredObject | undefined): Xml {
  if (object === undefined) return { markup: '' }
  const { etag, lastModified, bytes, storageClass, checksum } = object
  return tag('Contents', [
    tag('Key', key),
    tag('LastModified', isoDate(lastModified)),
    tag('ETag', etag),
    tag('ChecksumAlgorithm', checksum?.algorithm ?? 'CRC64NVME'),
    tag('ChecksumType', checksum?.type ?? 'FULL_OBJECT'),
    tag('Size', bytes.size),
    tag('StorageClass', storageClass),
  ])
}

/** A page has at most 1,000 names whatever is asked for. */
function maxKeysIn(sent: string | undefined): number {
  if (sent === undefined) return 1000
  if (/^\d+$/.test(sent)) return Math.min(Number(sent), 1000)
  throw invalidArgument('Provided max-keys not an integer or within integer range', 'max-keys', sent)
}

function tokenFor(place: NonNullable<Page['next']>): string {
  return Buffer.from(`1${place}`).toString('base64')
}

function placeIn(token: string): string {
  const place = Buffer.from(token, 'base64').toString()
  if (place.startsWith('1') && tokenFor(place.slice(1)) === token) return place.slice(1)
  throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token)
}

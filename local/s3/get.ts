import { httpDate } from '../clock.ts'
import { type Range, rangeIn } from '../http/range.ts'
import { Refusal, type Reply } from '../http/reply.ts'
import { type Checksum, fullChecksum } from './checksum.ts'
import { checkRead } from './conditions.ts'
import type { StoredObject } from './object.ts'
import { checksumHeaders, encryptionHeader } from './put.ts'
import { noSuchKey } from './refusals.ts'
import type { BucketVisit } from './visit.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export function getObject({ call, bucket, key }: BucketVisit): Reply {
  const object = bucket.objects.get(key)
  if (object === undefined) throw noSuchKey(key)
  if (checkRead(call.headers, object) === 'not modified') return { status: 304, headers: validators(object) }
  const range = rangeIn(call.headers.range, object.bytes.size)
  if (range === 'unsatisfiable') throw invalidRange(call.headers.range ?? '', object)
  return range === undefined ? whole(object, call) : part(object, range)
}

/** The same answer; the body is left out when it is sent, but not its length. */
export const headObject = getObject

function whole(object: StoredObject, { headers, query }: BucketVisit['call']): Reply {
  const wanted = headers['x-amz-checksum-mode'] === 'ENABLED'
  const checksum = wanted ? checksumHeaders({ checksum: checksumOf(object) }) : {}
  return {
    status: 200,
    headers: { ...describing(object), ...overrides(query), ...checksum },
    body: object.bytes.read(),
  }
}

function part(object: StoredObject, { first, last }: Range): Reply {
  return {
    status: 206,
    headers: { ...describing(object), 'Content-Range': `bytes ${first}-${last}/${object.bytes.size}` },
    body: object.bytes.read().subarray(first, last + 1),
  }
}

function describing(object: StoredObject): Record<string, string> {
  const { headers, storageClass } = object
  return {
    ...validators(object),
    'Accept-Ranges': 'bytes',
    ...encryptionHeader(object),
    ...(storageClass === 'STANDARD' ? {} : { 'x-amz-storage-class': storageClass }),
    ...headers,
  }
}

function validators({ etag, lastModified }: StoredObject): Record<string, string> {
  return { ETag: etag, 'Last-Modified': httpDate(lastModified) }
}

function checksumOf(object: StoredObject): Checksum {
  return object.checksum ?? fullChecksum('CRC64NVME', object.bytes.read())
}

/** `response-content-type=…` and its like replace what the object says of itself. */
function overrides(query: Readonly<Record<string, string>>): Record<string, string> {
  const told = Object.entries(query).filter(([name]) => name.startsWith('response-'))
  return Object.fromEntries(told.map(([name, value]) => [OVERRIDDEN[name.slice('response-'.length)] ?? name, value]))
}

const OVERRIDDEN: Readonly<Record<string, string>> = {
  'cache-control': 'Cache-Control',
  'content-disposition': 'Content-Disposition',
  'content-encoding': 'Content-Encoding',
  'content-language': 'Content-Language',
  'content-type': 'Content-Type',
  expires: 'Expires',
}

function invalidRange(range: string, { bytes }: StoredObject): Refusal {
  return new Refusal(416, 'InvalidRange', 'The requested range is not satisfiable', {
    details: { RangeRequested: range, ActualObjectSize: String(bytes.size) },
    headers: { 'Content-Range': `bytes */${bytes.size}` },
  })
}

import type { Call } from '../http/call.ts'
import { unframe } from '../http/framing.ts'
import { Refusal, type Reply } from '../http/reply.ts'
import type { Bucket } from './bucket.ts'
import { type Checksum, verified } from './checksum.ts'
import { bucketNamed, type Store } from './store.ts'
import { refuseOtherOwner, refuseUnknownHeaders } from './strictness.ts'

/** A call on S3 with its address taken apart. */
export interface Visit {
  readonly call: Call
  readonly store: Store
  readonly bucketName: string
  /** Decoded; empty when the call is on the bucket itself. */
  readonly key: string
}

/** A visit to a bucket that exists and may be visited from here. */
export interface BucketVisit extends Visit {
  readonly bucket: Bucket
}

export type Act = (visit: Visit) => Reply

export function inBucket(act: (visit: BucketVisit) => Reply): Act {
  return (visit) => act(entered(visit))
}

/** As inBucket, for what answers from any region. */
export function fromAnywhere(act: (visit: BucketVisit) => Reply): Act {
  return (visit) => act({ ...visit, bucket: bucketNamed(visit.store, visit.bucketName) })
}

function entered(visit: Visit): BucketVisit {
  const { call, key, store, bucketName } = visit
  refuseUnknownHeaders(call.headers)
  if (Buffer.byteLength(key) > 1024) throw keyTooLong(key)
  const bucket = bucketNamed(store, bucketName)
  if (call.signer?.region !== bucket.region) throw elsewhere(bucket)
  refuseOtherOwner(call.headers['x-amz-expected-bucket-owner'], bucket.owner)
  return { ...visit, bucket }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
function keyTooLong(key: string): Refusal {
  const details = { Size: String(Buffer.byteLength(key)), MaxSizeAllowed: '1024' }
  return new Refusal(400, 'KeyTooLongError', 'Your key is too long', { details })
}

function elsewhere(bucket: Bucket): Refusal {
  const message =
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.'
  return new Refusal(301, 'PermanentRedirect', message, {
    details: { Endpoint: `${bucket.name}.s3.${bucket.region}.amazonaws.com`, Bucket: bucket.name },
    headers: { 'x-amz-bucket-region': bucket.region },
  })
}

/** A body whose every checksum was right. */
export interface Content {
  readonly body: Buffer
  readonly checksum: Checksum | undefined
}

export function contentOf({ headers, body: sent }: Call): Content {
  const framed = headers['x-amz-content-sha256']?.startsWith('STREAMING-') === true
  const { body, trailers } = framed ? unframe(sent) : { body: sent, trailers: {} }
  const promised = headers['x-amz-decoded-content-length']
  if (framed && promised !== undefined && Number(promised) !== body.length) {
    const message = 'The request body terminated unexpectedly'
    throw new Refusal(400, 'IncompleteBody', message)
  }
  return { body, checksum: verified(body, { ...headers, ...trailers }) }
}

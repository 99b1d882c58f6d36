import { Refusal, type Reply } from '../http/reply.ts'
import { readXml, textOf } from '../xml/read.ts'
import { tag } from '../xml/write.ts'
import { isoDate, s3Document } from './rendering.ts'
import { ACCOUNT } from './strictness.ts'
import type { BucketVisit, Visit } from './visit.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export function createBucket({ call, store, bucketName }: Visit): Reply {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucketName)) {
    throw new Refusal(400, 'InvalidBucketName', 'The specified bucket is not valid.', {
      details: { BucketName: bucketName },
    })
  }
  if (store.buckets.has(bucketName)) {
    const message = 'Your previous request to create the named bucket succeeded and you already own it.'
    throw new Refusal(409, 'BucketAlreadyOwnedByYou', message, { details: { BucketName: bucketName } })
  }
  const region = textOf(readXml(call.body.toString()), 'LocationConstraint') ?? 'us-east-1'
  store.create(bucketName, { region })
  return { status: 200, headers: { Location: `/${bucketName}` } }
}

export function deleteBucket({ bucket, store }: BucketVisit): Reply {
  if (bucket.objects.keys.length > 0) {
    const details = { BucketName: bucket.name }
    throw new Refusal(409, 'BucketNotEmpty', 'The bucket you tried to delete is not empty', { details })
  }
  store.remove(bucket.name)
  return { status: 204 }
}

export function headBucket({ bucket }: BucketVisit): Reply {
  return { status: 200, headers: { 'x-amz-bucket-region': bucket.region } }
}

/** `us-east-1` is told as nothing at all. */
export function getBucketLocation({ bucket }: BucketVisit): Reply {
  const region = bucket.region === 'us-east-1' ? '' : bucket.region
  return { status: 200, body: s3Document('LocationConstraint', region) }
}

export function getBucketTagging({ bucket }: BucketVisit): Reply {
  const tags = Object.entries(bucket.tags)
  if (tags.length === 0) {
    throw new Refusal(404, 'NoSuchTagSet', 'The TagSet does not exist', { details: { BucketName: bucket.name } })
  }
  const set = tags.map(([key, value]) => tag('Tag', [tag('Key', key), tag('Value', value)]))
  return { status: 200, body: s3Document('Tagging', [tag('TagSet', set)]) }
}

export function listBuckets({ store }: Visit): Reply {
  const buckets = [...store.buckets.values()].map(({ name, created }) =>
    tag('Bucket', [tag('Name', name), tag('CreationDate', isoDate(created))]),
  )
  const owner = tag('Owner', [tag('ID', ACCOUNT)])
  return { status: 200, body: s3Document('ListAllMyBucketsResult', [owner, tag('Buckets', buckets)]) }
}

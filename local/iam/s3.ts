// What each operation of S3 takes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html

import { addressIn } from '../s3/source.ts'
import type { Asked, Rights } from './asked.ts'
import type { Right } from './decision.ts'

/** Objects have no tags here; copies of those that have take s3:GetObjectTagging and s3:PutObjectTagging as well. */
export const s3Rights: Rights = {
  ListBuckets: () => [{ action: 's3:ListAllMyBuckets', resource: '*' }],
  CreateBucket: onBucket('s3:CreateBucket'),
  DeleteBucket: onBucket('s3:DeleteBucket'),
  HeadBucket: onBucket('s3:ListBucket'),
  GetBucketLocation: onBucket('s3:GetBucketLocation'),
  GetBucketTagging: onBucket('s3:GetBucketTagging'),
  ListObjectsV2: (asked) => inBucket(asked, () => [listing(bucketOf(asked), asked.call.query.prefix ?? '')]),
  ListMultipartUploads: onBucket('s3:ListBucketMultipartUploads'),
  GetObject: (asked) => inBucket(asked, () => reading(asked, bucketOf(asked), keyOf(asked))),
  HeadObject: (asked) => inBucket(asked, () => reading(asked, bucketOf(asked), keyOf(asked))),
  PutObject: (asked) => inBucket(asked, () => writing(asked)),
  CopyObject: (asked) => inBucket(asked, () => [...fromSource(asked), ...writing(asked)]),
  DeleteObject: (asked) => inBucket(asked, () => conditional(asked, onObject('s3:DeleteObject', asked))),
  DeleteObjects: (asked) =>
    inBucket(asked, () =>
      (asked.operation.subject.keys ?? []).map((key) => ({
        action: 's3:DeleteObject',
        resource: arnOf(bucketOf(asked), key),
      })),
    ),
  CreateMultipartUpload: (asked) => inBucket(asked, () => [onObject('s3:PutObject', asked)]),
  UploadPart: (asked) => inBucket(asked, () => [onObject('s3:PutObject', asked)]),
  UploadPartCopy: (asked) => inBucket(asked, () => [...fromSource(asked), onObject('s3:PutObject', asked)]),
  CompleteMultipartUpload: (asked) => inBucket(asked, () => writing(asked)),
  AbortMultipartUpload: (asked) => inBucket(asked, () => [onObject('s3:AbortMultipartUpload', asked)]),
  ListParts: (asked) => inBucket(asked, () => [onObject('s3:ListMultipartUploadParts', asked)]),
}

function onBucket(action: string): (asked: Asked) => readonly Right[] {
  return (asked) => inBucket(asked, () => [{ action, resource: arnOf(bucketOf(asked)) }])
}

/** A bucket that does not exist is told so to everyone. */
function inBucket(asked: Asked, rights: () => readonly Right[]): readonly Right[] {
  const isMade = asked.operation.name === 'CreateBucket'
  return isMade || asked.estate.store.buckets.has(bucketOf(asked)) ? rights() : []
}

function listing(bucket: string, prefix: string): Right {
  return { action: 's3:ListBucket', resource: arnOf(bucket), context: { 's3:prefix': prefix } }
}

/**
 * Where there is nothing, 404 takes the right to list, as if the key had been listed: without it the answer is 403.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html, and of the prefix https://github.com/ceph/ceph/pull/68577
 */
function reading({ estate }: Asked, bucket: string, key: string): readonly Right[] {
  const right = { action: 's3:GetObject', resource: arnOf(bucket, key) }
  const isThere = estate.store.buckets.get(bucket)?.objects.get(key) !== undefined
  return isThere ? [right] : [right, listing(bucket, key)]
}

function fromSource(asked: Asked): readonly Right[] {
  const [bucket, key] = addressIn(asked.call.headers['x-amz-copy-source'] ?? '')
  return reading(asked, bucket, key)
}

function writing(asked: Asked): readonly Right[] {
  return conditional(asked, onObject('s3:PutObject', asked))
}

/**
 * A condition on an ETag tells something of what is there, so it takes the right to read it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html
 */
function conditional(asked: Asked, right: Right): readonly Right[] {
  return asked.call.headers['if-match'] === undefined ? [right] : [right, onObject('s3:GetObject', asked)]
}

function onObject(action: string, asked: Asked): Right {
  return { action, resource: arnOf(bucketOf(asked), keyOf(asked)) }
}

function arnOf(bucket: string, key?: string): string {
  return key === undefined ? `arn:aws:s3:::${bucket}` : `arn:aws:s3:::${bucket}/${key}`
}

function bucketOf({ operation }: Asked): string {
  return operation.subject.bucket ?? ''
}

function keyOf({ operation }: Asked): string {
  return operation.subject.key ?? ''
}

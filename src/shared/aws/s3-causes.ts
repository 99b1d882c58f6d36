// What S3's own error codes mean. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html

import type { AwsError, Cause, Causes } from '../aws-errors.ts'

export function s3Causes(bucket: string, region: string): Causes {
  const elsewhere = (error: AwsError): Cause => {
    const found = error.$response?.headers?.['x-amz-bucket-region'] ?? error.Region
    return found === undefined || found === region
      ? { why: `the bucket is not in ${region}`, hint: 'Set `region` to the region of the bucket.' }
      : { why: `the bucket is in ${found}, not in ${region}`, hint: `Set \`region: ${found}\`.` }
  }
  return {
    NoSuchBucket: (error) => ({
      why: `there is no bucket of the name ${missingIn(error) ?? bucket}`,
      hint: 'Check the input `bucket` (or `state`) and the account that the credentials belong to.',
    }),
    PermanentRedirect: elsewhere,
    AuthorizationHeaderMalformed: elsewhere,
    IllegalLocationConstraintException: elsewhere,
    BadDigest: otherBytes,
    XAmzContentSHA256Mismatch: otherBytes,
    KeyTooLongError: () => ({ why: 'its key has more than 1,024 bytes', hint: 'Shorten the path.' }),
    NotImplemented: (error) => ({
      why: `this S3 server does not know what it takes (${error.message})`,
      hint: 'Conditional writes, copies and multipart uploads are needed; Amazon S3 has them.',
    }),
  }
}

/** The SHA-256 of a body is both its checksum and what is signed in its place; S3 may compare either first. */
function otherBytes({ name }: AwsError): Cause {
  return {
    why: `other bytes arrived than were read before (${name})`,
    hint: 'Does something still write to the folder? Build first, deploy then.',
  }
}

/** Of the two buckets of a copy it may be either. */
function missingIn(error: AwsError): string | undefined {
  const { BucketName }: { readonly BucketName?: string } = Object(error)
  return BucketName
}

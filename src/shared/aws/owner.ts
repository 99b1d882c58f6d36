// Whose bucket it must be: S3 refuses a request that names another owner than the bucket has.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html

import type { S3Client } from '@aws-sdk/client-s3'
import { type Attempted, isAwsError, isDenied } from '../aws-errors.ts'
import { Failure } from '../failure.ts'

/** Every request of the client names that account, so that none can be forgotten. */
export function expectOwner({ middlewareStack }: S3Client, account: string): void {
  middlewareStack.add((next) => (args) => next({ ...args, input: { ...args.input, ExpectedBucketOwner: account } }), {
    step: 'initialize',
    name: 'expectedOwner',
  })
}

/**
 * A denial that may be for the owner: S3 answers both alike, but for one that names what the role is not authorized to do.
 * Undefined where the error is anything else.
 */
export function foreignOrDenied(
  error: unknown,
  { what, action, resource }: Attempted,
  { bucket, owner }: { readonly bucket: string; readonly owner: string },
): Failure | undefined {
  if (!isAwsError(error) || !isDenied(error) || /not authorized/i.test(error.message)) return undefined
  return new Failure(what, {
    why: `AccessDenied, which is also the answer where ${bucket} is not a bucket of account ${owner}`,
    hint: `Name a bucket of that account in \`bucket\`; if it is one, the role needs ${action} on ${resource}.`,
    cause: error,
  })
}

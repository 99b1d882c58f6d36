// Is an object not there? S3 says so only to who may list the whole bucket.

import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3'
import { statusOf } from '../aws-errors.ts'

/**
 * Does this error mean that there is no such object? Who may list only below a prefix is told 403 and not 404, because a
 * request for one object names no prefix; then a list of nothing but that key tells.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export async function isAbsent(
  error: unknown,
  client: S3Client,
  { Bucket, Key }: { readonly Bucket: string; readonly Key: string },
): Promise<boolean> {
  if (error instanceof Error && error.name === 'NoSuchBucket') return false
  if (statusOf(error) !== 403) return statusOf(error) === 404
  try {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: Key, MaxKeys: 1 }))
    return Contents.every((found) => found.Key !== Key)
  } catch {
    // Who may not list either learns nothing, and is told of the denial.
    return false
  }
}

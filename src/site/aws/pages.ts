import { ListObjectsV2Command } from '@aws-sdk/client-s3'
import { bare } from '../../shared/aws/etag.ts'
import type { Place } from '../../shared/aws/place.ts'
import type { S3 } from '../../shared/aws/s3.ts'
import type { LiveObject } from '../file-model.ts'
import { type AskPage, listAll } from './listing.ts'

/** All objects of the place whose keys begin with the prefix. */
export async function listObjects(
  s3: S3,
  place: Place,
  prefix: string,
  expected?: Promise<readonly string[]>,
): Promise<readonly LiveObject[]> {
  const attempted = { what: `Could not list ${place.at(prefix)}`, action: 's3:ListBucket', resource: place.arn }
  return await s3.attempt(place, attempted, () => listAll(pagesOf(s3, place.bucket, prefix), expected))
}

function pagesOf({ client }: S3, Bucket: string, Prefix: string): AskPage {
  return async (from) => {
    const begin =
      from === undefined ? {} : 'after' in from ? { StartAfter: from.after } : { ContinuationToken: from.token }
    const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix, EncodingType: 'url', ...begin }))
    // Keys may hold characters that XML cannot; a server that does not know the encoding answers without naming it.
    const decode = page.EncodingType === 'url' ? decodeKey : (key: string) => key
    const objects = (page.Contents ?? []).map(({ Key = '', Size = 0, ETag, LastModified }) => ({
      key: decode(Key),
      size: Size,
      etag: bare(ETag),
      modified: LastModified?.getTime() ?? 0,
    }))
    return { objects, next: page.IsTruncated === true ? page.NextContinuationToken : undefined }
  }
}

function decodeKey(encoded: string): string {
  return decodeURIComponent(encoded.replaceAll('+', ' '))
}

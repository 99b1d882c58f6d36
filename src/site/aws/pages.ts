// Lists of objects, page by page.

import type { Place } from '../../shared/aws/place.ts'
import type { S3 } from '../../shared/aws/s3.ts'
import type { LiveObject } from '../file-model.ts'
import type { Expectation } from '../ports.ts'
import { type AskPage, listAll } from './listing.ts'
import { pageIn } from './page-xml.ts'

/** All objects of the place whose keys begin with the prefix. */
export async function listObjects(
  s3: S3,
  place: Place,
  prefix: string,
  expected?: readonly Expectation[],
): Promise<readonly LiveObject[]> {
  const attempted = { what: `Could not list ${place.at(prefix)}`, action: 's3:ListBucket', resource: place.arn }
  return await s3.attempt(place, attempted, () => listAll(pagesOf(s3, place.bucket, prefix), expected))
}

function pagesOf({ short }: S3, Bucket: string, Prefix: string): AskPage {
  return async (from) => {
    const begin =
      from === undefined ? {} : 'after' in from ? { StartAfter: from.after } : { ContinuationToken: from.token }
    const { body } = await short.list({ Bucket, Prefix, EncodingType: 'url', ...begin })
    return pageIn(body.toString('utf8'))
  }
}

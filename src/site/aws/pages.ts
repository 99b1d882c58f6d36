import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3'
import type { Place } from '../../shared/aws/place.ts'
import type { S3 } from '../../shared/aws/s3.ts'
import type { LiveObject } from '../file-model.ts'
import { type AskPage, listAll, type Page } from './listing.ts'
import { pageIn } from './page-xml.ts'

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
    return await readPage(client, new ListObjectsV2Command({ Bucket, Prefix, EncodingType: 'url', ...begin }))
  }
}

/**
 * The document is read here: what the SDK makes of it takes ten times as long. It is given the rest, errors above all.
 *
 * The last of its step stands right behind the connection, inside of what retries.
 */
async function readPage(client: S3Client, command: ListObjectsV2Command): Promise<Page> {
  let page: Page = { objects: [], next: undefined }
  command.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args)
      const { response } = answer
      if (isAnswer(response) && response.statusCode === 200) {
        page = pageIn(await text(response.body))
        response.body = Readable.from([Buffer.from('<ListBucketResult/>')])
      }
      return answer
    },
    { step: 'deserialize', priority: 'low', name: 'readPage' },
  )
  await client.send(command)
  return page
}

interface Answer {
  readonly statusCode: number
  body: Readable
}

/** The SDK leaves open what a response is. */
function isAnswer(response: unknown): response is Answer {
  const { body }: { readonly body?: unknown } = Object(response)
  return body instanceof Readable
}

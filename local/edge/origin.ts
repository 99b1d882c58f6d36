import { httpDate } from '../clock.ts'
import type { Distribution } from '../cloudfront/distribution.ts'
import { Refusal } from '../http/reply.ts'
import type { StoredObject } from '../s3/object.ts'
import { accessDenied, noSuchBucket, noSuchKey } from '../s3/refusals.ts'
import type { Store } from '../s3/store.ts'
import { tag, xmlDocument } from '../xml/write.ts'

/** What the bucket answers to the edge. */
export interface OriginAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** Asks the bucket for what a viewer path means, origin path and default root object included. */
export function askOrigin(path: string, distribution: Distribution, store: Store): OriginAnswer {
  try {
    return objectAnswer(objectFor(path, distribution, store))
  } catch (error) {
    if (error instanceof Refusal) return errorAnswer(error)
    throw error
  }
}

function objectFor(path: string, distribution: Distribution, store: Store): StoredObject {
  const bucket = store.buckets.get(distribution.bucket)
  if (bucket === undefined) throw noSuchBucket(distribution.bucket)
  const wanted = path === '/' ? `/${distribution.defaultRootObject}` : path
  const key = `${distribution.originPath}${decoded(wanted)}`.slice(1)
  const object = bucket.objects.get(key)
  if (object !== undefined) return object
  throw distribution.listBucketAllowed ? noSuchKey(key) : accessDenied()
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    throw new Refusal(400, 'InvalidURI', "Couldn't parse the specified URI.")
  }
}

function objectAnswer({ bytes, headers, etag, lastModified, encryption }: StoredObject): OriginAnswer {
  return {
    status: 200,
    headers: {
      ...headers,
      ETag: etag,
      'Last-Modified': httpDate(lastModified),
      'Accept-Ranges': 'bytes',
      'x-amz-server-side-encryption': encryption,
    },
    body: bytes.read(),
  }
}

function errorAnswer({ status, code, message }: Refusal): OriginAnswer {
  const body = Buffer.from(xmlDocument('Error', [tag('Code', code), tag('Message', message)]))
  return { status, headers: { 'Content-Type': 'application/xml' }, body }
}

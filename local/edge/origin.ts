import { httpDate } from '../clock.ts'
import type { Distribution } from '../cloudfront/distribution.ts'
import { type Origin, originsCalled } from '../cloudfront/origins.ts'
import { Refusal } from '../http/reply.ts'
import type { StoredObject } from '../s3/object.ts'
import { accessDenied, noSuchBucket, noSuchKey } from '../s3/refusals.ts'
import type { Store } from '../s3/store.ts'
import { tag, xmlDocument } from '../xml/write.ts'
import { rewritten } from './rewrites.ts'
import type { Target } from './target.ts'

/** What the bucket answers to the edge. */
export interface OriginAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** Asks the origin of a target; in a group the second one, where the first answers a status of its failover. */
export function askOrigin({ path, behavior }: Target, distribution: Distribution, store: Store): OriginAnswer {
  const wanted = rewritten(withRootObject(path, distribution), behavior.functions.originRequest)
  const { turns, statuses } = originsCalled(behavior.origin, distribution)
  const [first, second] = turns.map((origin) => () => askBucket(wanted, origin, distribution, store))
  if (first === undefined) throw new Error(`There is no origin ${behavior.origin}.`)
  const answer = first()
  return second !== undefined && statuses.includes(answer.status) ? second() : answer
}

function withRootObject(path: string, { defaultRootObject }: Distribution): string {
  return path === '/' ? `/${defaultRootObject}` : path
}

function askBucket(path: string, origin: Origin, distribution: Distribution, store: Store): OriginAnswer {
  try {
    return objectAnswer(objectFor(path, origin, distribution, store))
  } catch (error) {
    if (error instanceof Refusal) return errorAnswer(error)
    throw error
  }
}

function objectFor(path: string, origin: Origin, { listBucketAllowed }: Distribution, store: Store): StoredObject {
  const bucket = store.buckets.get(origin.bucket)
  if (bucket === undefined) throw noSuchBucket(origin.bucket)
  const key = `${origin.path}${decoded(path)}`.slice(1)
  const object = bucket.objects.get(key)
  if (object !== undefined) return object
  throw listBucketAllowed ? noSuchKey(key) : accessDenied()
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

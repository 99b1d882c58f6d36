// Small objects with conditions on the AWS SDK, told by S3's own clock.

import { createHash } from 'node:crypto'
import { type Condition, ConditionRefused, type ObjectStore, type StoredObject } from '../objects.ts'
import { isAbsent } from './absence.ts'
import { conditionHeaders, refusedOr } from './conditions.ts'
import { bare, newEtag } from './etag.ts'
import type { Place } from './place.ts'
import type { S3 } from './s3.ts'

export interface ConditionalStore extends ObjectStore {
  /** S3's own clock, in milliseconds since 1970, as its last answer told it. */
  now(): number
  /** Does this server hold writes to their conditions? Nothing stays of the attempt. */
  hasConditions(): Promise<boolean>
}

/** The objects whose keys begin with the prefix of the place; errors name what was tried and what the role needs. */
export function objectStore(s3: S3, at: Place): ConditionalStore {
  const place = at.prefix
  const put = (name: string, body: Buffer, condition: Condition) => putObject(s3, at, place + name, { body, condition })
  return {
    place: at.at(place),
    put,
    get: (name) => getObject(s3, at, place + name),
    now: () => s3.time.now(),
    hasConditions: async () => {
      try {
        await put(PROBE, Buffer.from('{}\n'), { etag: NO_ETAG })
      } catch (error) {
        if (error instanceof ConditionRefused) return true
        if (error instanceof Error && causeNameOf(error) === 'NotImplemented') return false
        throw error
      }
      await removeProbe(s3, at, place + PROBE)
      return false
    },
  }
}

const PROBE = 'conditions'

/** No object has it: an MD5 of nothing that anybody writes. */
const NO_ETAG = '00000000000000000000000000000000'

function causeNameOf({ cause }: Error): string {
  return cause instanceof Error ? cause.name : ''
}

async function getObject(s3: S3, place: Place, Key: string): Promise<StoredObject | undefined> {
  const where = { Bucket: place.bucket, Key }
  // Who may not list is told 403 where there is nothing.
  const resource = `${place.objects}, and s3:ListBucket on ${place.arn}`
  const what = `Could not read ${place.at(Key)}`
  return await s3.attempt(place, { what, action: 's3:GetObject', resource }, async () => {
    try {
      const { output, body } = await s3.short.get(where)
      const [told, written] = [s3.time.of(output), output.LastModified?.getTime()]
      // No clock but S3's own may judge: where it does not tell the time, the object is as young as can be.
      const age = told === undefined || written === undefined ? 0 : Math.max(0, told - written)
      return { body, etag: bare(output.ETag), age }
    } catch (error) {
      if (await isAbsent(error, s3.client, where)) return undefined
      throw error
    }
  })
}

interface Writing {
  readonly body: Buffer
  readonly condition: Condition
}

async function putObject(s3: S3, place: Place, Key: string, { body, condition }: Writing): Promise<string> {
  const where = { Bucket: place.bucket, Key }
  const ChecksumSHA256 = createHash('sha256').update(body).digest('base64')
  const content = { Body: body, ContentLength: body.length, ChecksumSHA256 }
  const headers = { ContentType: 'application/json', CacheControl: 'no-store' }
  const wanted = { ...where, ...content, ...headers, ...conditionHeaders(condition) }
  return await s3.attempt(place, { what: `Could not write ${place.at(Key)}`, action: 's3:PutObject' }, async () =>
    newEtag(s3, where, (await refusedOr(Key, s3.short.put(wanted))).ETag),
  )
}

async function removeProbe(s3: S3, place: Place, Key: string): Promise<void> {
  await s3.attempt(place, { what: `Could not delete ${place.at(Key)}`, action: 's3:DeleteObject' }, () =>
    s3.short.remove({ Bucket: place.bucket, Key }),
  )
}

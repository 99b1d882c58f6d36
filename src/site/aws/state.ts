// The state port on the AWS SDK: small objects of ours beside the site.

import { createHash } from 'node:crypto'
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { statusOf } from '../../shared/aws-errors.ts'
import type { Clock } from '../../shared/clock.ts'
import type { Gate } from '../../shared/gate.ts'
import { type Condition, ConditionRefused, type StoredObject } from '../../shared/objects.ts'
import type { State } from '../ports.ts'
import { STATE_FOLDER, statePlace } from '../records/names.ts'
import { conditionHeaders, refusedOr } from './conditions.ts'
import { bare, newEtag } from './etag.ts'
import { listObjects } from './pages.ts'
import { type Place, placeIn } from './place.ts'
import { wholeAnswer } from './reading.ts'
import { removeObject } from './removal.ts'
import { connect, type S3 } from './s3.ts'
import { type ServerTime, serverTime } from './server-time.ts'

export interface StateSettings {
  readonly bucket: string
  /** What all keys begin with, as in `.colt-deploy/dist/`. */
  readonly place: string
  readonly region: string
  /** Requests at once. */
  readonly concurrency: number
}

/** The state at that place; errors name what was tried and what the role needs for it. */
export function s3State({ bucket, place, region, concurrency }: StateSettings, gate: Gate, clock: Clock): State {
  const s3 = connect({ region, connections: concurrency }, gate, clock)
  const time = serverTime(s3.client, clock)
  const at = placeIn(bucket, place, region)
  const put = (name: string, body: Buffer, condition: Condition) => putObject(s3, at, place + name, { body, condition })
  return {
    place: at.at(place),
    put,
    get: (name) => getObject(s3, at, place + name, time),
    remove: (name, etag) => removeObject(s3, at, place + name, etag),
    now: () => time.now(),
    list: async () => {
      const all = await listObjects(s3, at, isOfWholeBucket(place) ? FOLDER : place)
      return all.map(({ key, size, etag }) => ({ name: nameOf(key, place), size, etag }))
    },
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

const FOLDER = `${STATE_FOLDER}/`

/** All other prefixes lie inside the whole bucket, but their state lies beside that of the whole bucket. */
function isOfWholeBucket(place: string): boolean {
  return place === statePlace('')
}

function nameOf(key: string, place: string): string {
  return key.startsWith(place) ? key.slice(place.length) : `../${key.slice(FOLDER.length)}`
}

const PROBE = 'conditions'

/** No object has it: an MD5 of nothing that anybody writes. */
const NO_ETAG = '00000000000000000000000000000000'

function causeNameOf({ cause }: Error): string {
  return cause instanceof Error ? cause.name : ''
}

async function getObject(s3: S3, place: Place, Key: string, time: ServerTime): Promise<StoredObject | undefined> {
  const command = new GetObjectCommand({ Bucket: place.bucket, Key })
  // Who may not list is told 403 where there is nothing.
  const resource = `${place.objects}, and s3:ListBucket on ${place.arn}`
  const what = `Could not read ${place.at(Key)}`
  return await s3.attempt(place, { what, action: 's3:GetObject', resource }, async () => {
    try {
      const { answer, body } = await wholeAnswer(() => s3.client.send(command))
      const [told, written] = [time.of(answer), answer.LastModified?.getTime()]
      // No clock but S3's own may judge: where it does not tell the time, the object is as young as can be.
      const age = told === undefined || written === undefined ? 0 : Math.max(0, told - written)
      return { body, etag: bare(answer.ETag), age }
    } catch (error) {
      if (statusOf(error) === 404 && !(error instanceof Error && error.name === 'NoSuchBucket')) return undefined
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
  const put = new PutObjectCommand({ ...where, ...content, ...headers, ...conditionHeaders(condition) })
  return await s3.attempt(place, { what: `Could not write ${place.at(Key)}`, action: 's3:PutObject' }, async () =>
    newEtag(s3.client, where, (await refusedOr(Key, s3.client.send(put))).ETag),
  )
}

async function removeProbe(s3: S3, place: Place, Key: string): Promise<void> {
  const command = new DeleteObjectCommand({ Bucket: place.bucket, Key })
  await s3.attempt(place, { what: `Could not delete ${place.at(Key)}`, action: 's3:DeleteObject' }, () =>
    s3.client.send(command),
  )
}

// Where bundles lie, and the state beside them, on the AWS SDK.

import { createHash } from 'node:crypto'
import type { PutObjectCommandInput } from '@aws-sdk/client-s3'
import { isAbsent } from '../../shared/aws/absence.ts'
import { conditionHeaders, refusedOr } from '../../shared/aws/conditions.ts'
import { bare } from '../../shared/aws/etag.ts'
import { putInParts } from '../../shared/aws/multipart.ts'
import { objectStore } from '../../shared/aws/object-store.ts'
import { placeIn } from '../../shared/aws/place.ts'
import { readObject } from '../../shared/aws/reading.ts'
import { connect, type S3 } from '../../shared/aws/s3.ts'
import type { Clock } from '../../shared/clock.ts'
import type { Gate } from '../../shared/gate.ts'
import { ConditionRefused } from '../../shared/objects.ts'
import type { Bundles, FileBody, State } from '../ports.ts'

export interface BundlePlace {
  readonly bucket: string
  /** The account that the bucket belongs to; that of anybody else is refused. */
  readonly owner: string
  readonly region: string
}

export interface Stored extends BundlePlace {
  /** As in `.colt-deploy/colt-api/api-prod/`. */
  readonly place: string
}

/** What requests pass; what removes the parts of an upload still passes when the run is cancelled. */
export interface Gates {
  readonly gate: Gate
  readonly cleaning: Gate
}

const CONNECTIONS = 4

export function s3State({ bucket, owner, place, region }: Stored, gate: Gate, clock: Clock): State {
  const s3 = connect({ region, owner, connections: CONNECTIONS }, gate, clock)
  return objectStore(s3, placeIn(bucket, place, region))
}

export function s3Bundles({ bucket, owner, region }: BundlePlace, gates: Gates, clock: Clock): Bundles {
  const setting = { region, owner, connections: CONNECTIONS }
  const s3 = connect(setting, gates.gate, clock)
  const cleaner = connect(setting, gates.cleaning, clock)
  const place = placeIn(bucket, '', region)
  const upload = (key: string, send: () => Promise<unknown>): Promise<boolean> =>
    s3.attempt(place, { what: `Could not upload ${place.at(key)}`, action: 's3:PutObject' }, () => isDone(key, send()))
  return {
    bucket,
    hash: (key, other = bucket) => hashOf(s3, other, region, key),
    put: (key, body) => upload(key, () => s3.short.put(putting(bucket, key, body))),
    putParts: (key, parts) =>
      upload(key, () => {
        const object = { Bucket: bucket, Key: key, ContentType: ZIP }
        return putInParts(s3, object, parts, { absent: true }, cleaner)
      }),
  }
}

/** False where the condition of a write was refused. */
async function isDone(key: string, sent: Promise<unknown>): Promise<boolean> {
  try {
    await refusedOr(key, sent)
    return true
  } catch (error) {
    if (error instanceof ConditionRefused) return false
    throw error
  }
}

const ZIP = 'application/zip'

function putting(Bucket: string, Key: string, { bytes, sha256 }: FileBody): PutObjectCommandInput {
  return {
    Bucket,
    Key,
    Body: bytes,
    ContentLength: bytes.length,
    ContentType: ZIP,
    ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
    ...conditionHeaders({ absent: true }),
  }
}

async function hashOf(s3: S3, bucket: string, region: string, key: string): Promise<string | undefined> {
  const place = placeIn(bucket, '', region)
  const etag = await etagOf(s3, bucket, region, key)
  if (etag === undefined) return undefined
  const hash = createHash('sha256')
  for await (const chunk of await readObject(s3, place, key, etag)) hash.update(chunk)
  return hash.digest('hex')
}

async function etagOf(s3: S3, bucket: string, region: string, key: string): Promise<string | undefined> {
  const place = placeIn(bucket, '', region)
  const resource = `${place.objects}, and s3:ListBucket on ${place.arn}`
  return await s3.attempt(
    place,
    { what: `Could not read ${place.at(key)}`, action: 's3:GetObject', resource },
    async () => {
      const where = { Bucket: bucket, Key: key }
      try {
        return bare((await s3.short.head(where)).ETag)
      } catch (error) {
        if (await isAbsent(error, s3.client, where)) return undefined
        throw error
      }
    },
  )
}

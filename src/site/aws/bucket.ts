// The bucket port on the AWS SDK.

import { GetBucketTaggingCommand } from '@aws-sdk/client-s3'
import { isAbsent } from '../../shared/aws/absence.ts'
import { conditionHeaders, refusedOr } from '../../shared/aws/conditions.ts'
import { newEtag } from '../../shared/aws/etag.ts'
import { putInParts } from '../../shared/aws/multipart.ts'
import { type Place, placeIn } from '../../shared/aws/place.ts'
import { readObject } from '../../shared/aws/reading.ts'
import { connect, type S3 } from '../../shared/aws/s3.ts'
import { isDenied } from '../../shared/aws-errors.ts'
import type { Clock } from '../../shared/clock.ts'
import type { Gate } from '../../shared/gate.ts'
import type { LiveHeaders } from '../file-model.ts'
import type { Bucket, Tags } from '../ports.ts'
import { copiesIn } from './copies.ts'
import { headersIn, headersOut } from './headers.ts'
import { listObjects } from './pages.ts'
import { removeObject } from './removal.ts'

export interface BucketSettings {
  readonly name: string
  /** Where the site lies in it; '' for all of it. Errors name it as the resource that a policy must allow. */
  readonly prefix: string
  readonly region: string
  /** Requests at once. */
  readonly concurrency: number
  /** Where content is kept that is no longer live; the place ends in `/`. */
  readonly state: { readonly bucket: string; readonly place: string }
}

/** The bucket of that name; errors name what was tried and what the role needs for it. */
export function s3Bucket(settings: BucketSettings, gate: Gate, clock: Clock): Bucket {
  const { name, prefix, region, concurrency, state } = settings
  const s3 = connect({ region, connections: concurrency }, gate, clock)
  const site = placeIn(name, prefix === '' ? '' : `${prefix}/`, region)
  return {
    name,
    ...copiesIn(s3, site, placeIn(state.bucket, state.place, region)),

    list: (below, expected) => listObjects(s3, site, below, expected),
    head: (key) => headersOf(s3, site, key),
    read: (key, etag) => readObject(s3, site, key, etag),
    remove: (key, etag) => removeObject(s3, site, key, etag),
    tags: () => tagsOf(s3, site),
    answered: () => s3.time.latest(),

    put: ({ key, sha256, headers }, body, condition) =>
      s3.attempt(site, { what: `Could not upload ${site.at(key)}`, action: 's3:PutObject' }, async () => {
        const where = { Bucket: name, Key: key }
        const content = { Body: body, ContentLength: body.length, ChecksumSHA256: base64Of(sha256) }
        const put = s3.short.put({ ...where, ...content, ...headersOut(headers), ...conditionHeaders(condition) })
        return await newEtag(s3, where, (await refusedOr(key, put)).ETag)
      }),

    putParts: ({ key, headers }, parts, condition) =>
      s3.attempt(site, { what: `Could not upload ${site.at(key)}`, action: 's3:PutObject' }, () => {
        const upload = { Bucket: name, Key: key, ...headersOut(headers) }
        return refusedOr(key, putInParts(s3, upload, parts, condition))
      }),
  }
}

function base64Of(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64')
}

async function headersOf(s3: S3, site: Place, key: string): Promise<LiveHeaders | undefined> {
  const what = `Could not read the headers of ${site.at(key)}`
  return await s3.attempt(site, { what, action: 's3:GetObject' }, async () => {
    const where = { Bucket: site.bucket, Key: key }
    try {
      return headersIn(await s3.short.head({ ...where, ChecksumMode: 'ENABLED' }))
    } catch (error) {
      if (await isAbsent(error, s3.client, where)) return undefined
      throw error
    }
  })
}

async function tagsOf(s3: S3, site: Place): Promise<Tags | undefined> {
  const what = `Could not read the tags of ${site.bucket}`
  return await s3.attempt(site, { what, action: 's3:GetBucketTagging', resource: site.arn }, async () => {
    try {
      const { TagSet = [] } = await s3.client.send(new GetBucketTaggingCommand({ Bucket: site.bucket }))
      return Object.fromEntries(TagSet.map(({ Key = '', Value = '' }) => [Key, Value]))
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchTagSet') return {}
      if (isDenied(error)) return undefined
      throw error
    }
  })
}

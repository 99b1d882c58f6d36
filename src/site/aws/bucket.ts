// The bucket port on the AWS SDK.

import {
  CopyObjectCommand,
  GetBucketTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  ServerSideEncryption,
  StorageClass,
} from '@aws-sdk/client-s3'
import { clientOptions, withFreshCredentials } from '../../shared/aws-client.ts'
import { explain, isDenied, statusOf } from '../../shared/aws-errors.ts'
import type { Clock } from '../../shared/clock.ts'
import type { KeptSettings, LiveObject } from '../model.ts'
import { type Bucket, ConditionRefused, type Tags } from '../ports.ts'
import { conditionHeaders, refusedOr } from './conditions.ts'
import { headersIn, headersOut } from './headers.ts'
import { putInParts } from './multipart.ts'
import { partitionOf } from './partition.ts'
import { s3Causes } from './s3-causes.ts'

export interface BucketSettings {
  readonly name: string
  /** Where the site lies in it; '' for all of it. Errors name it as the resource that a policy must allow. */
  readonly prefix: string
  readonly region: string
  /** Requests at once. */
  readonly concurrency: number
}

/** The bucket of that name; errors name what was tried and what the role needs for it. */
export function s3Bucket({ name, prefix, region, concurrency }: BucketSettings, clock: Clock): Bucket {
  const client = new S3Client({
    ...clientOptions(region, concurrency, clock),
    // Each upload carries the SHA-256 that is known already; another checksum would only cost time.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    forcePathStyle: hasOwnEndpoint(process.env),
  })
  const at = (key: string): string => `s3://${name}/${key}`
  const arn = `arn:${partitionOf(region)}:s3:::${name}`
  const objects = `${arn}/${prefix === '' ? '' : `${prefix}/`}*`
  const explained = async <Answer>(what: string, action: string, resource: string, send: () => Promise<Answer>) => {
    try {
      return await send()
    } catch (error) {
      if (error instanceof ConditionRefused) throw error
      throw explain(error, { what, action, resource }, s3Causes(name, region))
    }
  }
  const attempt = <Answer>(what: string, action: string, resource: string, send: () => Promise<Answer>) =>
    explained(what, action, resource, () => withFreshCredentials(client, send))

  return {
    name,
    list: (below) => attempt(`Could not list ${at(below)}`, 's3:ListBucket', arn, () => listAll(client, name, below)),

    head: (key) =>
      attempt(`Could not read the headers of ${at(key)}`, 's3:GetObject', objects, async () => {
        try {
          const input = { Bucket: name, Key: key, ChecksumMode: 'ENABLED' } as const
          return headersIn(await client.send(new HeadObjectCommand(input)))
        } catch (error) {
          if (statusOf(error) === 404) return undefined
          throw error
        }
      }),

    async put(object, body, condition) {
      const command = new PutObjectCommand({
        Bucket: name,
        Key: object.key,
        Body: body,
        ContentLength: body.length,
        ChecksumSHA256: Buffer.from(object.sha256, 'hex').toString('base64'),
        ...headersOut(object.headers),
        ...conditionHeaders(condition),
      })
      await attempt(`Could not upload ${at(object.key)}`, 's3:PutObject', objects, () =>
        refusedOr(object.key, client.send(command)),
      )
    },

    async putParts(object, parts, condition) {
      await explained(`Could not upload ${at(object.key)}`, 's3:PutObject', objects, () =>
        refusedOr(object.key, putInParts(client, name, object, parts, condition)),
      )
    },

    async setHeaders(object, etag, kept) {
      const command = new CopyObjectCommand({
        Bucket: name,
        Key: object.key,
        CopySource: encodeURIComponent(`${name}/${object.key}`),
        CopySourceIfMatch: `"${etag}"`,
        MetadataDirective: 'REPLACE',
        ...headersOut(object.headers),
        ...keptSettings(kept),
      })
      await attempt(`Could not set the headers of ${at(object.key)}`, 's3:PutObject', objects, () =>
        refusedOr(object.key, client.send(command)),
      )
    },

    tags: () => attempt(`Could not read the tags of ${name}`, 's3:GetBucketTagging', arn, () => tagsOf(client, name)),
  }
}

/** Does the SDK's configuration name an S3 server of its own? Such servers rarely have a host name per bucket. */
function hasOwnEndpoint(env: Readonly<Record<string, string | undefined>>): boolean {
  return Boolean(env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL)
}

async function listAll(client: S3Client, bucket: string, prefix: string): Promise<readonly LiveObject[]> {
  const objects: LiveObject[] = []
  for (let token: string | undefined, more = true; more; ) {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, EncodingType: 'url', ContinuationToken: token }),
    )
    // Keys may hold characters that XML cannot; a server that does not know the encoding answers without naming it.
    const decode = page.EncodingType === 'url' ? decodeKey : (key: string) => key
    for (const { Key = '', Size = 0, ETag = '' } of page.Contents ?? []) {
      objects.push({ key: decode(Key), size: Size, etag: ETag.replaceAll('"', '') })
    }
    token = page.NextContinuationToken
    more = page.IsTruncated === true && token !== undefined
  }
  return objects
}

function decodeKey(encoded: string): string {
  return decodeURIComponent(encoded.replaceAll('+', ' '))
}

/** Sent again with a copy, because S3 would otherwise fall back to the bucket's defaults. */
function keptSettings(kept: KeptSettings) {
  return {
    StorageClass: Object.values(StorageClass).find((known) => known === kept.storageClass),
    ServerSideEncryption: Object.values(ServerSideEncryption).find((known) => known === kept.encryption),
    SSEKMSKeyId: kept.kmsKey,
    BucketKeyEnabled: kept.bucketKey,
    WebsiteRedirectLocation: kept.redirect,
  }
}

async function tagsOf(client: S3Client, bucket: string): Promise<Tags | undefined> {
  try {
    const { TagSet = [] } = await client.send(new GetBucketTaggingCommand({ Bucket: bucket }))
    return Object.fromEntries(TagSet.map(({ Key = '', Value = '' }) => [Key, Value]))
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchTagSet') return {}
    if (isDenied(error)) return undefined
    throw error
  }
}

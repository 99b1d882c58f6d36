import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import { CreateBucketCommand, PutObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'
import { STSClient } from '@aws-sdk/client-sts'

/** What a server is there for; a case is left out where it needs something else. */
export type Feature = 's3' | 'cloudfront' | 'sts'

/** A server that claims to answer as AWS does. */
export interface Server {
  readonly endpoint: string
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
  readonly features: readonly Feature[]
  /**
   * A distribution with the alias `contract.example`, the tag `env` = `prod` and a behaviour for `/assets/*` under
   * CachingOptimized, on servers that have CloudFront.
   */
  readonly distribution?: { readonly id: string; readonly arn: string }
  /** Lets time pass at once, on servers whose clock can be driven. */
  advance?(milliseconds: number): void
}

/** One thing that AWS does, shown through its own SDK. Throws where the server does something else. */
export interface Case {
  readonly name: string
  readonly needs: Feature
  readonly run: (world: World) => Promise<void>
}

/** The clients of one server. */
export interface World {
  readonly server: Server
  readonly s3: S3Client
  readonly cloudFront: CloudFrontClient
  readonly sts: STSClient
  /** An S3 client with other settings. */
  s3With(settings: S3ClientConfig): S3Client
  /** The name of a new, empty bucket. */
  bucket(): Promise<string>
  /** Puts a small object and answers its ETag. */
  put(bucket: string, key: string, body: string): Promise<string>
  close(): void
}

/** One attempt only, so that every refusal is seen. */
export function worldOf(server: Server): World {
  const settings = { endpoint: server.endpoint, credentials: server.credentials, region: 'us-east-1', maxAttempts: 1 }
  const s3With = (more: S3ClientConfig) => new S3Client({ ...settings, forcePathStyle: true, ...more })
  const s3 = s3With({})
  const cloudFront = new CloudFrontClient(settings)
  const sts = new STSClient(settings)
  const run = Date.now().toString(36)
  let buckets = 0
  return {
    server,
    s3,
    cloudFront,
    sts,
    s3With,
    bucket: async () => {
      buckets += 1
      const name = `contract-${run}-${buckets}`
      await s3.send(new CreateBucketCommand({ Bucket: name }))
      return name
    },
    put: async (bucket, key, body) =>
      (await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: Buffer.from(body) }))).ETag ?? '',
    close: () => {
      for (const client of [s3, cloudFront, sts]) client.destroy()
    },
  }
}

/** What a server said to a request that it was to refuse: `412 PreconditionFailed`; `200` when it did it after all. */
export async function answerTo(request: Promise<unknown>): Promise<string> {
  try {
    await request
    return '200'
  } catch (error) {
    const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } }
    return $metadata?.httpStatusCode === undefined ? String(error) : `${$metadata.httpStatusCode} ${name}`
  }
}

import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'

import type { LocalAws } from '../../local/index.ts'

/** What a client needs in order to talk to Local AWS; one attempt, so that every fault is seen. */
export function settingsFor(aws: LocalAws) {
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = aws.env
  return { endpoint: aws.endpoint, credentials: { accessKeyId, secretAccessKey }, region: 'us-east-1', maxAttempts: 1 }
}

export function s3For(aws: LocalAws, more: S3ClientConfig = {}): S3Client {
  return new S3Client({ ...settingsFor(aws), ...more })
}

export function cloudFrontFor(aws: LocalAws): CloudFrontClient {
  return new CloudFrontClient(settingsFor(aws))
}

/** What came of a request: `done`, the status and name of a refusal, `connection lost`, or the name of what else broke it. */
export async function outcomeOf(request: Promise<unknown>): Promise<string> {
  try {
    await request
    return 'done'
  } catch (error) {
    const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } }
    if ($metadata?.httpStatusCode !== undefined) return `${$metadata.httpStatusCode} ${name}`
    return /socket hang up|ECONNRESET/.test(String(error)) ? 'connection lost' : name
  }
}

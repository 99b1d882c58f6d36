// Where the requests for a bucket go, by the SDK's own rules for endpoints: asked once, not for each request.

import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { getEndpointFromInstructions, toEndpointV1 } from '@smithy/core/endpoints'

export interface Destination {
  /** In which the SDK writes all requests that go there. */
  readonly context: object
  readonly signing: { readonly signingRegion: string | undefined; readonly signingName: string | undefined }
}

/** Answers the destination of a bucket. */
export function destinationsOf({ config }: S3Client): (bucket: string) => Promise<Destination> {
  const known = new Map<string, Promise<Destination>>()
  return (bucket) => {
    const found = known.get(bucket) ?? destinationIn(bucket, config)
    known.set(bucket, found)
    return found
  }
}

async function destinationIn(Bucket: string, config: S3Client['config']): Promise<Destination> {
  // All requests for objects go where a put goes.
  const endpoint = await getEndpointFromInstructions({ Bucket }, PutObjectCommand, config)
  const [scheme] = endpoint.properties?.authSchemes ?? []
  const place = toEndpointV1(endpoint)
  return {
    context: { ...config, endpoint: async () => place },
    signing: { signingRegion: scheme?.signingRegion, signingName: scheme?.signingName },
  }
}

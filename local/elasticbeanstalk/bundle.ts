// The source bundle of a new version, as it lies in Local S3.

import { Refusal } from '../http/reply.ts'
import type { Store } from '../s3/store.ts'
import type { Ask } from './ask.ts'
import { invalidInput, invalidValue, notImplemented } from './refusals.ts'
import type { SourceBundle } from './version.ts'
import { REGION } from './world.ts'

/** 500 MB: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/applications-sourcebundle.html */
const MOST_BYTES = 500 * 1024 * 1024

/** Where it lies, once it is known to be there, near and small enough; undefined where none was sent. */
export function bundleIn({ world, parameters }: Ask): SourceBundle | undefined {
  const { 'SourceBundle.S3Bucket': bucket, 'SourceBundle.S3Key': key } = parameters
  if (bucket === undefined && key === undefined) return undefined
  if (bucket === undefined || key === undefined) throw invalidInput("Value null at 'SourceBundle' must not be null")
  const unknown = Object.keys(parameters).find((name) => /^SourceBundle\.(?!S3Bucket$|S3Key$)/.test(name))
  if (unknown !== undefined) throw notImplemented(unknown)
  refuseBundle(world.store, { bucket, key })
  return { bucket, key }
}

function refuseBundle(store: Store, { bucket, key }: SourceBundle): void {
  const there = store.buckets.get(bucket)
  if (there !== undefined && there.region !== REGION) throw elsewhere(bucket, there.region)
  const size = there?.objects.get(key)?.bytes.size
  if (size === undefined)
    throw invalidValue(`Unable to download from S3 location (Bucket: ${bucket}  Key: ${key}). Reason: Not Found`)
  if (size > MOST_BYTES) throw invalidValue(`The source bundle is larger than ${MOST_BYTES} bytes.`)
}

function elsewhere(bucket: string, region: string): Refusal {
  const message = `The specified S3 bucket ${bucket} is in ${region} and not in the region of the service.`
  return new Refusal(400, 'S3LocationNotInServiceRegionException', message)
}

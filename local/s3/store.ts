import type { Clock } from '../clock.ts'
import type { Bucket, BucketOptions } from './bucket.ts'
import { noSuchBucket } from './refusals.ts'

/** All buckets, wherever they are kept. */
export interface Store {
  readonly clock: Clock
  readonly buckets: ReadonlyMap<string, Bucket>
  create(name: string, options: BucketOptions): Bucket
  remove(name: string): void
}

/** The bucket of that name, or S3's refusal. */
export function bucketNamed(store: Store, name: string): Bucket {
  const bucket = store.buckets.get(name)
  if (bucket === undefined) throw noSuchBucket(name)
  return bucket
}

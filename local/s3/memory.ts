import type { Clock } from '../clock.ts'
import { type Bucket, type BucketOptions, settingsOf } from './bucket.ts'
import { objectsInMemory } from './objects.ts'
import type { Store } from './store.ts'

/** Buckets that are gone when the process ends. */
export function storeInMemory(clock: Clock): Store {
  const buckets = new Map<string, Bucket>()
  return {
    clock,
    buckets,
    create: (name: string, options: BucketOptions) => {
      const uploads = new Map()
      const bucket = { name, created: clock.now(), objects: objectsInMemory(), uploads, ...settingsOf(options) }
      buckets.set(name, bucket)
      return bucket
    },
    remove: (name) => {
      buckets.delete(name)
    },
  }
}

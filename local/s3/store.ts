import type { Clock } from '../clock.ts'
import { type Bucket, type BucketOptions, settingsOf } from './bucket.ts'
import { type Objects, objectsIn } from './objects.ts'
import { noSuchBucket } from './refusals.ts'

/** All buckets, wherever they are kept. */
export interface Store {
  readonly clock: Clock
  readonly buckets: ReadonlyMap<string, Bucket>
  /** Makes a bucket; one that is there already keeps its objects and takes these options. */
  create(name: string, options: BucketOptions): void
  remove(name: string): void
}

/** What is known of a bucket besides its objects. */
export interface BucketRecord {
  readonly name: string
  readonly created: number
  readonly options: BucketOptions
}

/** Where buckets are kept. */
export interface Shelf {
  /** What earlier processes have left. */
  readonly records: readonly BucketRecord[]
  keep(record: BucketRecord): void
  objectsOf(name: string): Objects
  drop(name: string): void
}

/** A shelf that is empty at first and gone when the process ends. */
export const memoryShelf: Shelf = {
  records: [],
  keep: () => undefined,
  objectsOf: () => objectsIn(new Map()),
  drop: () => undefined,
}

export function openStore(clock: Clock, shelf: Shelf): Store {
  const buckets = new Map(shelf.records.map((record) => [record.name, bucketOf(record, shelf.objectsOf(record.name))]))
  return {
    clock,
    buckets,
    create: (name, options) => {
      const there = buckets.get(name)
      const record = { name, created: there?.created ?? clock.now(), options }
      shelf.keep(record)
      buckets.set(name, bucketOf(record, there?.objects ?? shelf.objectsOf(name)))
    },
    remove: (name) => {
      buckets.delete(name)
      shelf.drop(name)
    },
  }
}

/** The bucket of that name, or S3's refusal. */
export function bucketNamed(store: Store, name: string): Bucket {
  const bucket = store.buckets.get(name)
  if (bucket === undefined) throw noSuchBucket(name)
  return bucket
}

/** Uploads that are under way live in memory only. */
function bucketOf({ name, created, options }: BucketRecord, objects: Objects): Bucket {
  return { name, created, objects, uploads: new Map(), ...settingsOf(options) }
}

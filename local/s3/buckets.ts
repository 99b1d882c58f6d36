import { wholeSeconds } from '../clock.ts'
import { type BucketOptions, etagOf } from './bucket.ts'
import { keptHeaders } from './kept-headers.ts'
import { inMemory } from './object.ts'
import { bucketNamed, type Store } from './store.ts'
import { encryptionIn, storageClassIn } from './strictness.ts'

/** An object as a test looks at it. */
export interface BucketObject {
  readonly body: Buffer
  /** By canonical name (`Cache-Control`), user metadata in lower case (`x-amz-meta-…`). */
  readonly headers: Readonly<Record<string, string>>
  /** With its quotes. */
  readonly etag: string
  /** Milliseconds, in whole seconds. */
  readonly lastModified: number
  readonly storageClass: string
}

/** The buckets without the network: nothing done here appears in the journal. A bucket that does not exist is an error. */
export interface Buckets {
  /** Makes a bucket; one that is on disk already keeps its objects and takes these options. */
  create(name: string, options?: BucketOptions): void
  /** Puts an object as PutObject would and answers its ETag; headers in any case, `x-amz-storage-class` among them. */
  put(bucket: string, key: string, body: string | Uint8Array, headers?: Readonly<Record<string, string>>): string
  get(bucket: string, key: string): BucketObject | undefined
  /** In the order of a listing. */
  keys(bucket: string, prefix?: string): string[]
  delete(bucket: string, key: string): void
  /** Moves an object to another storage class as a lifecycle rule does: nothing else of it changes, not even its time. */
  transition(bucket: string, key: string, storageClass: string): void
  /** Removes a bucket and all it holds. */
  remove(bucket: string): void
}

export function bucketsOf(store: Store): Buckets {
  return {
    create: (name, options = {}) => {
      store.create(name, options)
    },
    put: (name, key, body, headers = {}) => put(store, { name, key, body: Buffer.from(body), headers }),
    get: (name, key) => {
      const object = bucketNamed(store, name).objects.get(key)
      if (object === undefined) return undefined
      const { bytes, headers, etag, lastModified, storageClass } = object
      return { body: bytes.read(), headers, etag, lastModified, storageClass }
    },
    keys: (name, prefix = '') => bucketNamed(store, name).objects.keys.filter((key) => key.startsWith(prefix)),
    delete: (name, key) => bucketNamed(store, name).objects.delete(key),
    transition: (name, key, storageClass) => {
      const { objects } = bucketNamed(store, name)
      const object = objects.get(key)
      if (object === undefined) throw new Error(`There is no ${key} in ${name}.`)
      objects.set(key, { ...object, storageClass: storageClassIn({ 'x-amz-storage-class': storageClass }) })
    },
    remove: (name) => store.remove(name),
  }
}

interface Delivery {
  readonly name: string
  readonly key: string
  readonly body: Buffer
  readonly headers: Readonly<Record<string, string>>
}

function put(store: Store, { name, key, body, headers }: Delivery): string {
  const bucket = bucketNamed(store, name)
  const sent = Object.fromEntries(Object.entries(headers).map(([header, value]) => [header.toLowerCase(), value]))
  const encryption = encryptionIn(sent) ?? bucket.encryption
  const etag = etagOf(body, encryption)
  bucket.objects.set(key, {
    bytes: inMemory(body),
    etag,
    headers: keptHeaders(sent),
    storageClass: storageClassIn(sent),
    encryption,
    lastModified: wholeSeconds(store.clock.now()),
    checksum: undefined,
  })
  return etag
}

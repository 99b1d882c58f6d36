// What a bucket holds, taken down, laid out elsewhere, and compared.

import type { BucketObject, LocalAws } from '../../../local/index.ts'

/** Objects by key. */
export type Holdings = ReadonlyMap<string, BucketObject>

export function holdings(aws: LocalAws, bucket: string, prefix = ''): Holdings {
  return new Map(aws.buckets.keys(bucket, prefix).map((key) => [key, objectAt(aws, bucket, key)]))
}

/** Makes a bucket hold exactly these, each as old as it was. */
export function layOut(held: Holdings, aws: LocalAws, bucket: string): void {
  for (const key of aws.buckets.keys(bucket)) if (!held.has(key)) aws.buckets.delete(bucket, key)
  for (const [key, { body, headers, lastModified, storageClass }] of held) {
    const put = () => aws.buckets.put(bucket, key, body, { ...headers, 'x-amz-storage-class': storageClass })
    at(lastModified, aws, put)
  }
}

/** What people would call the same: bytes and headers; when it was written is not told. */
export function contents(held: Holdings): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...held].map(([key, { body, headers }]) => [key, { body: body.toString(), headers }]))
}

function objectAt(aws: LocalAws, bucket: string, key: string): BucketObject {
  const object = aws.buckets.get(bucket, key)
  if (object === undefined) throw new Error(`There is no ${key} in ${bucket}.`)
  return object
}

function at(time: number, { clock }: LocalAws, work: () => void): void {
  const away = time - clock.now()
  clock.advance(away)
  work()
  clock.advance(-away)
}

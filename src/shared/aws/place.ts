import { partitionOf } from './partition.ts'

/** Objects of one bucket whose keys begin alike, as errors and policies speak of them. */
export interface Place {
  readonly bucket: string
  readonly region: string
  /** Ends in `/`, or is empty. */
  readonly prefix: string
  /** Their resource in a policy, as in `arn:aws:s3:::shop/dist/*`. */
  readonly objects: string
  /** That of the bucket. */
  readonly arn: string
  /** As in `s3://shop/dist/app.js`. */
  at(key: string): string
}

export function placeIn(bucket: string, prefix: string, region: string): Place {
  const arn = `arn:${partitionOf(region)}:s3:::${bucket}`
  return { bucket, region, prefix, arn, objects: `${arn}/${prefix}*`, at: (key) => `s3://${bucket}/${key}` }
}

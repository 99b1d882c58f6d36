import { refusedOr } from '../../shared/aws/conditions.ts'
import { quoted } from '../../shared/aws/etag.ts'
import type { Place } from '../../shared/aws/place.ts'
import type { S3 } from '../../shared/aws/s3.ts'
import { ConditionRefused } from '../../shared/objects.ts'

/**
 * Deletes that version of an object; what is gone is gone.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html
 */
export async function removeObject(s3: S3, place: Place, key: string, etag: string): Promise<void> {
  const version = { Bucket: place.bucket, Key: key, IfMatch: quoted(etag) }
  await s3.attempt(place, { what: `Could not delete ${place.at(key)}`, action: 's3:DeleteObject' }, async () => {
    try {
      await refusedOr(key, s3.short.remove(version))
    } catch (error) {
      if (!(error instanceof ConditionRefused && error.status === 404)) throw error
    }
  })
}

// One copy that S3 makes by itself, of a version that is known.

import type { CopyObjectCommandInput, CopyObjectCommandOutput } from '@aws-sdk/client-s3'
import { refusedOr } from '../../shared/aws/conditions.ts'
import { newEtag, quoted } from '../../shared/aws/etag.ts'
import type { Place } from '../../shared/aws/place.ts'
import type { S3 } from '../../shared/aws/s3.ts'
import { Failure } from '../../shared/failure.ts'
import { wholeSha256 } from './headers.ts'

export interface Copy {
  /** *Could not …*, without an end. */
  readonly what: string
  readonly from: { readonly place: Place; readonly key: string; readonly etag: string }
  readonly to: { readonly place: Place; readonly key: string }
  /** Headers of the copy, and conditions on what it replaces. */
  readonly more: Partial<CopyObjectCommandInput>
}

export interface Copied {
  /** Of the copy. */
  readonly etag: string
  /** Of its bytes, where S3 tells it. */
  readonly sha256: string | undefined
}

/** @throws {ConditionRefused} where the source is another version by now, or the copy may not be made. */
export async function copyObject(s3: S3, { what, from, to, more }: Copy): Promise<Copied> {
  const where = { Bucket: to.place.bucket, Key: to.key }
  const CopySource = encodeURIComponent(`${from.place.bucket}/${from.key}`)
  const wanted = { ...where, CopySource, CopySourceIfMatch: quoted(from.etag), ...more }
  return await s3.attempt(to.place, { what, ...rightsFor(from.place, to.place) }, async () => {
    const { CopyObjectResult: made } = await refusedOr(to.key, possible(what, s3.short.copy(wanted)))
    return { etag: await newEtag(s3, where, made?.ETag), sha256: wholeSha256(made?.ChecksumSHA256) }
  })
}

function rightsFor(from: Place, to: Place) {
  const reads = from === to ? '' : `, and s3:GetObject on ${from.objects}`
  return { action: 's3:PutObject', resource: to.objects + reads }
}

/** The error has no code of its own. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
async function possible(what: string, answer: Promise<CopyObjectCommandOutput>): Promise<CopyObjectCommandOutput> {
  try {
    return await answer
  } catch (error) {
    if (!(error instanceof Error && /larger than the maximum allowable size/.test(error.message))) throw error
    const why = 'it has more than 5 GB, and S3 copies no more than that at once'
    throw new Failure(what, { why, hint: 'Leave it out with `exclude`, or make it smaller.', cause: error })
  }
}

// Uploads in parts, for files that are too large to be held in memory whole.

import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3'
import { Failure } from '../failure.ts'
import type { Condition } from '../objects.ts'
import type { Part } from '../parts.ts'
import { conditionHeaders } from './conditions.ts'
import { newEtag } from './etag.ts'
import type { S3 } from './s3.ts'

/** Parts of one file that are under way at once. */
const PARTS_AT_ONCE = 3

/** The object that an upload is to become, with whatever headers it has. */
export type NewUpload = Omit<CreateMultipartUploadCommandInput, 'Bucket' | 'Key'> & {
  readonly Bucket: string
  readonly Key: string
}

interface Target {
  readonly Bucket: string
  readonly Key: string
  readonly UploadId: string
}

interface SentPart {
  readonly PartNumber: number
  readonly ETag: string | undefined
}

/**
 * Uploads the parts as they come, completes the upload under the condition and answers the new ETag; a failure leaves no
 * parts behind, unless it is that the gate of the cleaner is shut, which lets nothing through any more.
 *
 * @param cleaner removes what a failure leaves; the same connection unless given.
 */
export async function putInParts(
  s3: S3,
  upload: NewUpload,
  parts: AsyncIterable<Part>,
  condition: Condition,
  cleaner: S3 = s3,
): Promise<string> {
  const { client } = s3
  const where = { Bucket: upload.Bucket, Key: upload.Key }
  const { UploadId = '' } = await client.send(new CreateMultipartUploadCommand(upload))
  const target = { ...where, UploadId }
  let etag: string | undefined
  try {
    const Parts = await sendParts(s3, target, parts)
    const complete = { ...target, MultipartUpload: { Parts: [...Parts] }, ...conditionHeaders(condition) }
    etag = (await client.send(new CompleteMultipartUploadCommand(complete))).ETag
  } catch (error) {
    await abort(cleaner.client, target, error)
    throw error
  }
  return await newEtag(s3, where, etag)
}

async function sendParts(s3: S3, target: Target, parts: AsyncIterable<Part>): Promise<readonly SentPart[]> {
  const sent: Promise<SentPart>[] = []
  try {
    for await (const part of parts) {
      await sent.at(-PARTS_AT_ONCE)
      const sending = sendPart(s3, target, sent.length + 1, part)
      // Its failure is told by the await above or below; until then it must not count as unhandled.
      sending.catch(() => {})
      sent.push(sending)
    }
  } finally {
    // Nothing may still be under way when the upload is aborted: a late part would stay, and be paid for.
    await Promise.allSettled(sent)
  }
  return await Promise.all(sent)
}

/** S3 compares the hash that is signed. https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
async function sendPart({ short }: S3, target: Target, PartNumber: number, part: Part): Promise<SentPart> {
  const { bytes, sha256 } = part
  const { ETag } = await short.part({ ...target, PartNumber, Body: bytes, ContentLength: bytes.length }, sha256)
  return { PartNumber, ETag }
}

async function abort(client: S3Client, target: Target, why: unknown): Promise<void> {
  try {
    await client.send(new AbortMultipartUploadCommand(target))
  } catch (error) {
    // An upload that is gone was completed by an attempt whose answer was lost, or aborted by one.
    if (error instanceof Error && error.name === 'NoSuchUpload') return
    throw new AggregateError([
      why,
      new Failure(`Could not remove the uploaded parts of s3://${target.Bucket}/${target.Key}`, {
        why: error instanceof Error ? error.message : String(error),
        hint: 'The role needs s3:AbortMultipartUpload; a lifecycle rule for incomplete uploads removes what is left.',
        cause: error,
      }),
    ])
  }
}

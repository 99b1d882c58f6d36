import { deepEqual, equal } from 'node:assert/strict'
import { createHash } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3'

import { answerTo, type Case, type World } from './world.ts'

const MEGABYTE = 1024 * 1024

/** An upload that is under way for the key `big`. */
async function begun(world: World, headers = {}) {
  const place = { Bucket: await world.bucket(), Key: 'big' }
  const { UploadId } = await world.s3.send(new CreateMultipartUploadCommand({ ...place, ...headers }))
  const upload = { ...place, UploadId }
  return {
    ...upload,
    part: async (PartNumber: number, Body: Buffer) => {
      const { ETag } = await world.s3.send(new UploadPartCommand({ ...upload, PartNumber, Body }))
      return { PartNumber, ETag }
    },
    complete: (Parts: readonly { PartNumber: number; ETag: string | undefined }[], more = {}) =>
      world.s3.send(
        new CompleteMultipartUploadCommand({
          ...upload,
          ...more,
          MultipartUpload: { Parts: [...Parts] as { ETag: string }[] },
        }),
      ),
  }
}

function md5(bytes: Buffer): Buffer {
  return createHash('md5').update(bytes).digest()
}

export const multipartCases: readonly Case[] = [
  {
    name: 'parts become one object, whose ETag is the MD5 of their MD5s and their number',
    needs: 's3',
    run: async (world) => {
      const { part, complete, Bucket, Key } = await begun(world, { CacheControl: 'no-cache' })
      const [first, second] = [Buffer.alloc(5 * MEGABYTE, 'a'), Buffer.from('the end')]
      const parts = [await part(1, first), await part(7, second)]
      const expected = `"${createHash('md5')
        .update(Buffer.concat([md5(first), md5(second)]))
        .digest('hex')}-2"`
      equal((await complete(parts)).ETag, expected)
      const got = await world.s3.send(new GetObjectCommand({ Bucket, Key }))
      deepEqual(Buffer.from((await got.Body?.transformToByteArray()) ?? []), Buffer.concat([first, second]))
      deepEqual([got.ETag, got.CacheControl], [expected, 'no-cache'])
    },
  },
  {
    name: 'every part but the last must have 5 MiB',
    needs: 's3',
    run: async (world) => {
      const { part, complete } = await begun(world)
      const parts = [await part(1, Buffer.from('small')), await part(2, Buffer.from('end'))]
      equal(await answerTo(complete(parts)), '400 EntityTooSmall')
    },
  },
  {
    name: 'a part that was not uploaded, or not so, is refused',
    needs: 's3',
    run: async (world) => {
      const { part, complete } = await begun(world)
      const one = await part(1, Buffer.from('x'))
      equal(await answerTo(complete([{ PartNumber: 2, ETag: one.ETag }])), '400 InvalidPart')
      equal(await answerTo(complete([{ PartNumber: 1, ETag: `"${'0'.repeat(32)}"` }])), '400 InvalidPart')
    },
  },
  {
    name: 'parts in another order than that of their numbers are refused',
    needs: 's3',
    run: async (world) => {
      const { part, complete } = await begun(world)
      const parts = [await part(1, Buffer.alloc(5 * MEGABYTE)), await part(2, Buffer.alloc(5 * MEGABYTE))]
      equal(await answerTo(complete(parts.toReversed())), '400 InvalidPartOrder')
    },
  },
  {
    name: 'an upload is listed until it is aborted, and then unknown',
    needs: 's3',
    run: async (world) => {
      const { part, complete, Bucket, Key, UploadId } = await begun(world)
      const one = await part(1, Buffer.from('x'))
      const uploads = async () => (await world.s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads ?? []
      const { Parts = [] } = await world.s3.send(new ListPartsCommand({ Bucket, Key, UploadId }))
      deepEqual(
        (await uploads()).map((upload) => [upload.Key, upload.UploadId]),
        [[Key, UploadId]],
      )
      deepEqual(
        Parts.map(({ PartNumber, Size }) => [PartNumber, Size]),
        [[1, 1]],
      )
      await world.s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
      deepEqual(await uploads(), [])
      equal(await answerTo(complete([one])), '404 NoSuchUpload')
    },
  },
  {
    name: 'an upload that must be the first is refused where there is an object',
    needs: 's3',
    run: async (world) => {
      const { part, complete, Bucket, Key } = await begun(world)
      const parts = [await part(1, Buffer.from('x'))]
      await world.put(Bucket, Key, 'earlier')
      equal(await answerTo(complete(parts, { IfNoneMatch: '*' })), '412 PreconditionFailed')
    },
  },
  {
    name: 'a part may be copied from a stretch of another object',
    needs: 's3',
    run: async (world) => {
      const { complete, Bucket, Key, UploadId } = await begun(world)
      await world.put(Bucket, 'source', '0123456789')
      const { CopyPartResult } = await world.s3.send(
        new UploadPartCopyCommand({
          Bucket,
          Key,
          UploadId,
          PartNumber: 1,
          CopySource: `${Bucket}/source`,
          CopySourceRange: 'bytes=2-4',
        }),
      )
      await complete([{ PartNumber: 1, ETag: CopyPartResult?.ETag }])
      const got = await world.s3.send(new GetObjectCommand({ Bucket, Key }))
      equal(await got.Body?.transformToString(), '234')
    },
  },
]

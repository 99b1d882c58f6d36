import { equal } from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { CopyObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'

import { answerTo, type Case } from './world.ts'

const SHA_OF_HELLO = createHash('sha256').update('hello').digest('base64')

export const integrityCases: readonly Case[] = [
  {
    name: 'bytes that do not have the checksum sent with them are refused and not stored',
    needs: 's3',
    run: async ({ s3, bucket }) => {
      const Bucket = await bucket()
      const put = new PutObjectCommand({ Bucket, Key: 'a', Body: 'hellO', ChecksumSHA256: SHA_OF_HELLO })
      equal(await answerTo(s3.send(put)), '400 BadDigest')
      equal(await answerTo(s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }))), '404 NotFound')
    },
  },
  {
    name: 'a Content-MD5 is held to as well',
    needs: 's3',
    run: async ({ s3, bucket }) => {
      const Bucket = await bucket()
      const ContentMD5 = createHash('md5').update('other').digest('base64')
      equal(await answerTo(s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', ContentMD5 }))), '400 BadDigest')
    },
  },
  {
    name: 'a Content-MD5 that is none is an invalid digest',
    needs: 's3',
    run: async ({ s3, bucket }) => {
      const put = new PutObjectCommand({ Bucket: await bucket(), Key: 'a', Body: 'x', ContentMD5: 'bm9uc2Vuc2U=' })
      equal(await answerTo(s3.send(put)), '400 InvalidDigest')
    },
  },
  {
    name: 'every kind of checksum is accepted and told on request',
    needs: 's3',
    run: async ({ s3, bucket }) => {
      const Bucket = await bucket()
      for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const) {
        const put = new PutObjectCommand({ Bucket, Key: ChecksumAlgorithm, Body: 'hello', ChecksumAlgorithm })
        await s3.send(put)
        const head = await s3.send(new HeadObjectCommand({ Bucket, Key: ChecksumAlgorithm, ChecksumMode: 'ENABLED' }))
        equal(head[`Checksum${ChecksumAlgorithm}`], CHECKSUMS_OF_HELLO[ChecksumAlgorithm])
      }
    },
  },
  {
    name: 'the checksum is not told unasked',
    needs: 's3',
    run: async ({ s3, bucket }) => {
      const Bucket = await bucket()
      await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello', ChecksumSHA256: SHA_OF_HELLO }))
      equal((await s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }))).ChecksumSHA256, undefined)
    },
  },
  {
    name: 'a stream is stored without the framing it is sent in',
    needs: 's3',
    run: async ({ s3, bucket }) => {
      const Bucket = await bucket()
      const chunks = Array.from({ length: 9 }, (_, index) => String(index).repeat(30_000))
      const stream = Readable.from(chunks)
      await s3.send(
        new PutObjectCommand({ Bucket, Key: 'a', Body: stream, ContentLength: 270_000, ContentEncoding: 'br' }),
      )
      const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'a' }))
      equal(await got.Body?.transformToString(), chunks.join(''))
      equal(got.ContentEncoding, 'br')
    },
  },
  {
    name: 'a copy answers the checksum that is asked for and keeps it',
    needs: 's3',
    run: async (world) => {
      const Bucket = await world.bucket()
      await world.put(Bucket, 'a', 'hello')
      const copy = new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a`, ChecksumAlgorithm: 'SHA256' })
      equal((await world.s3.send(copy)).CopyObjectResult?.ChecksumSHA256, SHA_OF_HELLO)
      const head = await world.s3.send(new HeadObjectCommand({ Bucket, Key: 'b', ChecksumMode: 'ENABLED' }))
      equal(head.ChecksumSHA256, SHA_OF_HELLO)
    },
  },
]

const CHECKSUMS_OF_HELLO = {
  CRC32: 'NhCmhg==',
  CRC32C: 'mnG7TA==',
  CRC64NVME: 'M3eFcAZSQlc=',
  SHA1: createHash('sha1').update('hello').digest('base64'),
  SHA256: SHA_OF_HELLO,
} as const

import { deepEqual, equal } from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'

import { answerTo, type Case, type World } from './world.ts'

async function textOf({ s3 }: World, Bucket: string, Key: string): Promise<string | undefined> {
  return (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString()
}

/** Puts each key with a body of its own and reads them back. */
async function roundTrip(world: World, keys: readonly string[]): Promise<void> {
  const bucket = await world.bucket()
  for (const key of keys) await world.put(bucket, key, `this is ${key}`)
  for (const key of keys) equal(await textOf(world, bucket, key), `this is ${key}`)
}

export const objectCases: readonly Case[] = [
  {
    name: 'an object comes back with the bytes, headers and metadata it was put with',
    needs: 's3',
    run: async (world) => {
      const Bucket = await world.bucket()
      const headers = {
        CacheControl: 'public, max-age=31536000, immutable',
        ContentType: 'text/javascript; charset=utf-8',
        ContentDisposition: 'inline; filename="a.js"',
        ContentEncoding: 'gzip',
        ContentLanguage: 'de',
        Metadata: { sha256: 'abc', 'cache-tag': 'r1,r2' },
      }
      const Body = Buffer.from([0, 1, 2, 254, 255])
      await world.s3.send(new PutObjectCommand({ Bucket, Key: 'a.js', Body, ...headers }))
      const got = await world.s3.send(new GetObjectCommand({ Bucket, Key: 'a.js' }))
      deepEqual(await got.Body?.transformToByteArray(), new Uint8Array(Body))
      const { CacheControl, ContentType, ContentDisposition, ContentEncoding, ContentLanguage, Metadata } = got
      deepEqual({ CacheControl, ContentType, ContentDisposition, ContentEncoding, ContentLanguage, Metadata }, headers)
      equal(got.ContentLength, 5)
    },
  },
  {
    name: 'a second put replaces the headers together with the bytes',
    needs: 's3',
    run: async (world) => {
      const Bucket = await world.bucket()
      await world.s3.send(
        new PutObjectCommand({ Bucket, Key: 'a', Body: 'one', CacheControl: 'no-cache', Metadata: { x: '1' } }),
      )
      await world.put(Bucket, 'a', 'two')
      const head = await world.s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }))
      deepEqual([head.CacheControl, head.Metadata], [undefined, {}])
    },
  },
  {
    name: 'the ETag of a put is the MD5 of its bytes, in quotes',
    needs: 's3',
    run: async (world) => {
      const Bucket = await world.bucket()
      const md5 = createHash('md5').update('some bytes').digest('hex')
      equal(await world.put(Bucket, 'a', 'some bytes'), `"${md5}"`)
      equal((await world.s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }))).ETag, `"${md5}"`)
    },
  },
  {
    name: 'an object may be empty',
    needs: 's3',
    run: async (world) => {
      const Bucket = await world.bucket()
      await world.put(Bucket, 'empty', '')
      equal((await world.s3.send(new HeadObjectCommand({ Bucket, Key: 'empty' }))).ContentLength, 0)
      equal(await textOf(world, Bucket, 'empty'), '')
    },
  },
  {
    name: 'keys with characters that addresses use arrive unchanged',
    needs: 's3',
    run: (world) =>
      roundTrip(world, [
        'a+b',
        'a b',
        'a%20b',
        'a%2Bb',
        'a#b',
        'a?b=c',
        'a&b',
        "it's",
        '(a)[b]{c}',
        '@a~$b!*',
        'a;b,c=d:e',
      ]),
  },
  {
    name: 'keys in any script arrive unchanged, and the two Unicode forms of a letter are two keys',
    needs: 's3',
    run: (world) => roundTrip(world, ['grüße.html'.normalize('NFC'), 'grüße.html'.normalize('NFD'), '日本語', '🦜/🥚']),
  },
  {
    name: 'empty and dotted parts of a key arrive unchanged',
    needs: 's3',
    run: (world) => roundTrip(world, ['/a', 'a//b', './a', 'a/./b', 'a/../b', '..', 'a/']),
  },
  {
    name: 'a key may be a folder of other keys too',
    needs: 's3',
    run: (world) => roundTrip(world, ['docs', 'docs/index.html', 'docs/index.html/x']),
  },
  {
    name: 'a key of more than 1,024 bytes is refused',
    needs: 's3',
    run: async (world) => {
      const Bucket = await world.bucket()
      const put = new PutObjectCommand({ Bucket, Key: 'ü'.repeat(513), Body: 'x' })
      equal(await answerTo(world.s3.send(put)), '400 KeyTooLongError')
    },
  },
  {
    name: 'reading what is not there is refused with NoSuchKey, or a bare 404 to a HEAD',
    needs: 's3',
    run: async ({ s3, bucket }) => {
      const Bucket = await bucket()
      equal(await answerTo(s3.send(new GetObjectCommand({ Bucket, Key: 'none' }))), '404 NoSuchKey')
      equal(await answerTo(s3.send(new HeadObjectCommand({ Bucket, Key: 'none' }))), '404 NotFound')
    },
  },
  {
    name: 'deleting what is not there succeeds',
    needs: 's3',
    run: async ({ s3, bucket }) => {
      const gone = await s3.send(new DeleteObjectCommand({ Bucket: await bucket(), Key: 'none' }))
      equal(gone.$metadata.httpStatusCode, 204)
    },
  },
  {
    name: 'a deleted object cannot be read any more',
    needs: 's3',
    run: async (world) => {
      const Bucket = await world.bucket()
      await world.put(Bucket, 'a', 'x')
      await world.s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }))
      equal(await answerTo(world.s3.send(new GetObjectCommand({ Bucket, Key: 'a' }))), '404 NoSuchKey')
    },
  },
]

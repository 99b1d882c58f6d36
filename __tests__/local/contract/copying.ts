import { deepEqual, equal } from 'node:assert/strict'
import { createHash } from 'node:crypto'
import {
  CopyObjectCommand,
  type CopyObjectCommandInput,
  type CopyObjectCommandOutput,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  PutObjectCommand,
} from '@aws-sdk/client-s3'

import { answerTo, type Case, type World } from './world.ts'

interface Setting {
  readonly Bucket: string
  readonly etag: string
  copy(more: Partial<CopyObjectCommandInput>): Promise<CopyObjectCommandOutput>
  head(Key: string): Promise<HeadObjectCommandOutput>
}

/** A bucket whose object `a` says `one` and has headers of its own; a copy goes from `a` to `b` unless told otherwise. */
async function setting(world: World): Promise<Setting> {
  const Bucket = await world.bucket()
  const put = {
    Bucket,
    Key: 'a',
    Body: 'one',
    CacheControl: 'no-cache',
    ContentType: 'text/html',
    Metadata: { n: '1' },
  }
  const { ETag = '' } = await world.s3.send(new PutObjectCommand(put))
  return {
    Bucket,
    etag: ETag,
    copy: (more) => world.s3.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a`, ...more })),
    head: (Key) => world.s3.send(new HeadObjectCommand({ Bucket, Key })),
  }
}

const OTHER = '"5d41402abc4b2a76b9719d911017c592"'

export const copyingCases: readonly Case[] = [
  {
    name: 'a copy has the bytes and the headers of its source',
    needs: 's3',
    run: async (world) => {
      const { copy, head, etag } = await setting(world)
      equal((await copy({})).CopyObjectResult?.ETag, etag)
      const { CacheControl, ContentType, Metadata } = await head('b')
      deepEqual([CacheControl, ContentType, Metadata], ['no-cache', 'text/html', { n: '1' }])
    },
  },
  {
    name: 'headers sent with a plain copy do not count',
    needs: 's3',
    run: async (world) => {
      const { copy, head } = await setting(world)
      await copy({ CacheControl: 'max-age=60', Metadata: { n: '2' } })
      const { CacheControl, Metadata } = await head('b')
      deepEqual([CacheControl, Metadata], ['no-cache', { n: '1' }])
    },
  },
  {
    name: 'a replacing copy onto itself changes all headers and not the bytes',
    needs: 's3',
    run: async (world) => {
      const { copy, head, etag } = await setting(world)
      const replaced = await copy({ Key: 'a', MetadataDirective: 'REPLACE', ContentType: 'text/html; charset=utf-8' })
      equal(replaced.CopyObjectResult?.ETag, etag)
      const { CacheControl, ContentType, Metadata } = await head('a')
      deepEqual([CacheControl, ContentType, Metadata], [undefined, 'text/html; charset=utf-8', {}])
    },
  },
  {
    name: 'a copy onto itself that changes nothing is refused',
    needs: 's3',
    run: async (world) => {
      const { copy } = await setting(world)
      equal(await answerTo(copy({ Key: 'a' })), '400 InvalidRequest')
    },
  },
  {
    name: 'a copy is STANDARD unless it says otherwise, whatever its source is',
    needs: 's3',
    run: async (world) => {
      const { copy, head, Bucket } = await setting(world)
      await copy({ Key: 'ia', StorageClass: 'STANDARD_IA' })
      equal((await head('ia')).StorageClass, 'STANDARD_IA')
      await copy({ CopySource: `${Bucket}/ia` })
      equal((await head('b')).StorageClass, undefined)
    },
  },
  {
    name: 'the key of a source is percent-encoded and arrives as it is',
    needs: 's3',
    run: async (world) => {
      const { copy, head, Bucket } = await setting(world)
      const keys = ['a+b', 'a b', 'a%2Bb', 'a?b#c', 'ü/日本', "it's"]
      for (const key of keys) {
        await world.s3.send(
          new PutObjectCommand({ Bucket, Key: key, Body: key, CacheControl: encodeURIComponent(key) }),
        )
        await copy({ Key: 'copy', CopySource: `${Bucket}/${encodeURIComponent(key)}` })
        equal((await head('copy')).CacheControl, encodeURIComponent(key))
      }
    },
  },
  {
    name: 'a copy of what is not there gets NoSuchKey',
    needs: 's3',
    run: async (world) => {
      const { copy, Bucket } = await setting(world)
      equal(await answerTo(copy({ CopySource: `${Bucket}/none` })), '404 NoSuchKey')
    },
  },
  {
    name: 'a copy of a known version is refused when the source is another',
    needs: 's3',
    run: async (world) => {
      const { copy, etag } = await setting(world)
      equal(await answerTo(copy({ CopySourceIfMatch: OTHER })), '412 PreconditionFailed')
      equal(await answerTo(copy({ CopySourceIfMatch: etag })), '200')
    },
  },
  {
    name: 'a copy into another bucket has the headers of its source, and tells the SHA-256 that is asked for',
    needs: 's3',
    run: async (world) => {
      const { copy, etag } = await setting(world)
      const Bucket = await world.bucket()
      const made = await copy({ Bucket, CopySourceIfMatch: etag, ChecksumAlgorithm: 'SHA256' })
      equal(made.CopyObjectResult?.ChecksumSHA256, createHash('sha256').update('one').digest('base64'))
      const head = await world.s3.send(new HeadObjectCommand({ Bucket, Key: 'b' }))
      deepEqual([head.ETag, head.CacheControl, head.Metadata], [etag, 'no-cache', { n: '1' }])
    },
  },
  {
    name: 'a copy into another bucket of a known version is refused when the source is another',
    needs: 's3',
    run: async (world) => {
      const { copy } = await setting(world)
      const Bucket = await world.bucket()
      equal(await answerTo(copy({ Bucket, CopySourceIfMatch: OTHER })), '412 PreconditionFailed')
      equal(await answerTo(world.s3.send(new HeadObjectCommand({ Bucket, Key: 'b' }))), '404 NotFound')
    },
  },
  {
    name: 'a copy of any other version is refused when the source is that one',
    needs: 's3',
    run: async (world) => {
      const { copy, etag } = await setting(world)
      equal(await answerTo(copy({ CopySourceIfNoneMatch: etag })), '412 PreconditionFailed')
      equal(await answerTo(copy({ CopySourceIfNoneMatch: OTHER })), '200')
    },
  },
  {
    name: 'a copy that must be the first is refused where there is an object',
    needs: 's3',
    run: async (world) => {
      const { copy } = await setting(world)
      equal(await answerTo(copy({ IfNoneMatch: '*' })), '200')
      equal(await answerTo(copy({ IfNoneMatch: '*' })), '412 PreconditionFailed')
    },
  },
  {
    name: 'a copy that replaces a known version is refused when that is another',
    needs: 's3',
    run: async (world) => {
      const { copy, etag } = await setting(world)
      equal(await answerTo(copy({ IfMatch: etag })), '404 NoSuchKey')
      await copy({})
      equal(await answerTo(copy({ IfMatch: OTHER })), '412 PreconditionFailed')
      equal(await answerTo(copy({ IfMatch: etag })), '200')
    },
  },
]

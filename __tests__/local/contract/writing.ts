import { deepEqual, equal } from 'node:assert/strict'
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'

import { answerTo, type Case, type World } from './world.ts'

/** A bucket whose object `a` says `one`. */
async function holding(world: World): Promise<{ readonly Bucket: string; readonly etag: string }> {
  const Bucket = await world.bucket()
  return { Bucket, etag: await world.put(Bucket, 'a', 'one') }
}

async function contentOf({ s3 }: World, Bucket: string): Promise<string | undefined> {
  return (await s3.send(new GetObjectCommand({ Bucket, Key: 'a' }))).Body?.transformToString()
}

export const writingCases: readonly Case[] = [
  {
    name: 'a put that must be the first creates the object, and is refused where there is one',
    needs: 's3',
    run: async (world) => {
      const Bucket = await world.bucket()
      const put = (Body: string) => world.s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body, IfNoneMatch: '*' }))
      equal(await answerTo(put('one')), '200')
      equal(await answerTo(put('two')), '412 PreconditionFailed')
      equal(await contentOf(world, Bucket), 'one')
    },
  },
  {
    name: 'of many puts that must each be the first exactly one is',
    needs: 's3',
    run: async (world) => {
      const Bucket = await world.bucket()
      const puts = Array.from({ length: 16 }, (_, index) =>
        answerTo(world.s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: `${index}`, IfNoneMatch: '*' }))),
      )
      const answers = await Promise.all(puts)
      const others = answers.filter((answer) => answer !== '200')
      equal(others.length, 15)
      deepEqual(
        others.filter((answer) => !/^412 PreconditionFailed$|^409 ConditionalRequestConflict$/.test(answer)),
        [],
      )
    },
  },
  {
    name: 'a put that replaces a known version does so, and is refused when the version is another',
    needs: 's3',
    run: async (world) => {
      const { Bucket, etag } = await holding(world)
      const put = (Body: string) => world.s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body, IfMatch: etag }))
      equal(await answerTo(put('two')), '200')
      equal(await answerTo(put('three')), '412 PreconditionFailed')
      equal(await contentOf(world, Bucket), 'two')
    },
  },
  {
    name: 'a put that replaces a version where there is nothing gets NoSuchKey',
    needs: 's3',
    run: async (world) => {
      const Bucket = await world.bucket()
      const put = new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', IfMatch: '"5d41402abc4b2a76b9719d911017c592"' })
      equal(await answerTo(world.s3.send(put)), '404 NoSuchKey')
    },
  },
  {
    name: 'a delete of a known version is refused when the version is another',
    needs: 's3',
    run: async (world) => {
      const { Bucket, etag } = await holding(world)
      const remove = (IfMatch: string) => world.s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', IfMatch }))
      equal(await answerTo(remove('"5d41402abc4b2a76b9719d911017c592"')), '412 PreconditionFailed')
      equal(await contentOf(world, Bucket), 'one')
      equal(await answerTo(remove(etag)), '200')
    },
  },
  {
    name: 'a delete of a version where there is nothing gets NoSuchKey',
    needs: 's3',
    run: async (world) => {
      const Bucket = await world.bucket()
      const remove = new DeleteObjectCommand({ Bucket, Key: 'a', IfMatch: '"5d41402abc4b2a76b9719d911017c592"' })
      equal(await answerTo(world.s3.send(remove)), '404 NoSuchKey')
    },
  },
  {
    name: 'a delete of any version takes whichever there is',
    needs: 's3',
    run: async (world) => {
      const { Bucket } = await holding(world)
      equal(await answerTo(world.s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', IfMatch: '*' }))), '200')
      equal(await answerTo(world.s3.send(new GetObjectCommand({ Bucket, Key: 'a' }))), '404 NoSuchKey')
    },
  },
]

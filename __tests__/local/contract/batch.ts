import { deepEqual, equal } from 'node:assert/strict'
import { DeleteObjectsCommand, HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'

import { answerTo, type Case } from './world.ts'

export const batchCases: readonly Case[] = [
  {
    name: 'a batch deletes what it names, also what was never there, and tells each key',
    needs: 's3',
    run: async (world) => {
      const Bucket = await world.bucket()
      for (const key of ['a', 'b & c', 'd']) await world.put(Bucket, key, key)
      const Objects = ['a', 'b & c', 'none'].map((Key) => ({ Key }))
      const { Deleted } = await world.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))
      deepEqual(Deleted?.map(({ Key }) => Key).sort(), ['a', 'b & c', 'none'])
      const { Contents } = await world.s3.send(new ListObjectsV2Command({ Bucket }))
      deepEqual(
        Contents?.map(({ Key }) => Key),
        ['d'],
      )
    },
  },
  {
    name: 'a quiet batch tells nothing but errors',
    needs: 's3',
    run: async (world) => {
      const Bucket = await world.bucket()
      await world.put(Bucket, 'a', 'a')
      const request = new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a' }], Quiet: true } })
      const { Deleted = [], Errors = [] } = await world.s3.send(request)
      deepEqual([Deleted, Errors], [[], []])
    },
  },
  {
    name: 'a batch of more than 1,000 keys is refused',
    needs: 's3',
    run: async ({ s3, bucket }) => {
      const Objects = Array.from({ length: 1001 }, (_, index) => ({ Key: `k${index}` }))
      const request = new DeleteObjectsCommand({ Bucket: await bucket(), Delete: { Objects } })
      equal(await answerTo(s3.send(request)), '400 MalformedXML')
    },
  },
  {
    name: 'a key in a batch may be of a known version only; the others go on',
    needs: 's3',
    run: async (world) => {
      const Bucket = await world.bucket()
      const ETag = await world.put(Bucket, 'known', 'one')
      await world.put(Bucket, 'changed', 'two')
      const Objects = [
        { Key: 'known', ETag },
        { Key: 'changed', ETag },
      ]
      const { Deleted, Errors } = await world.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))
      deepEqual(
        Deleted?.map(({ Key }) => Key),
        ['known'],
      )
      deepEqual(
        Errors?.map(({ Key, Code }) => `${Key} ${Code}`),
        ['changed PreconditionFailed'],
      )
      equal(await answerTo(world.s3.send(new HeadObjectCommand({ Bucket, Key: 'changed' }))), '200')
    },
  },
]

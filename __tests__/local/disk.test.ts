import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GetBucketTaggingCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterEach, expect, test } from '@jest/globals'

import { outcomeOf, s3For } from './clients.ts'
import { passingLocalAws } from './passing.ts'

const folder = mkdtempSync(join(tmpdir(), 'local-aws-'))
const Bucket = 'shop'

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a bucket in a folder is there again, with its objects, headers, options and order', async () => {
  const before = await passingLocalAws({ folder })
  before.buckets.create(Bucket, { tags: { env: 'dev' } })
  const put = { Bucket, Key: 'a/../ü', Body: 'one', CacheControl: 'no-cache', ChecksumAlgorithm: 'SHA256' as const }
  const { ETag } = await s3For(before).send(new PutObjectCommand(put))
  before.buckets.put(Bucket, 'b', 'two')
  before.buckets.put(Bucket, 'gone', 'x')
  before.buckets.delete(Bucket, 'gone')
  await before.close()

  const after = await passingLocalAws({ folder })
  const client = s3For(after)
  expect(after.buckets.keys(Bucket)).toEqual(['a/../ü', 'b'])
  expect(after.buckets.get(Bucket, 'a/../ü')).toMatchObject({ body: Buffer.from('one'), etag: ETag })
  const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'a/../ü', ChecksumMode: 'ENABLED' }))
  expect([head.CacheControl, head.ChecksumSHA256?.length]).toEqual(['no-cache', 44])
  expect((await client.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual([{ Key: 'env', Value: 'dev' }])
})

test('replaced and deleted objects leave no bytes behind', async () => {
  const aws = await passingLocalAws({ folder })
  aws.buckets.create(Bucket)
  for (const body of ['one', 'two', 'three']) aws.buckets.put(Bucket, 'a', body)
  expect(readdirSync(join(folder, Bucket))).toHaveLength(3)
  aws.buckets.delete(Bucket, 'a')
  expect(readdirSync(join(folder, Bucket))).toEqual(['bucket.json'])
})

test('a removed bucket is gone from the folder, and without a folder nothing stays', async () => {
  const aws = await passingLocalAws({ folder })
  aws.buckets.create(Bucket)
  aws.buckets.remove(Bucket)
  await aws.close()
  expect(readdirSync(folder)).toEqual([])
  const memory = await passingLocalAws()
  expect(await outcomeOf(s3For(memory).send(new HeadObjectCommand({ Bucket, Key: 'a' })))).toBe('404 NotFound')
})

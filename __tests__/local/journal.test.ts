import { CreateInvalidationCommand } from '@aws-sdk/client-cloudfront'
import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { afterAll, afterEach, expect, test } from '@jest/globals'

import { startLocalAws } from '../../local/index.ts'
import { cloudFrontFor, outcomeOf, s3For } from './clients.ts'

const aws = await startLocalAws()
const s3 = s3For(aws)
const Bucket = 'shop'

aws.buckets.create(Bucket)
afterEach(() => {
  aws.journal.clear()
  for (const key of aws.buckets.keys(Bucket)) aws.buckets.delete(Bucket, key)
})
afterAll(() => aws.close())

test('a transcript tells operation, object, conditions and outcome', async () => {
  const { ETag } = await s3.send(new PutObjectCommand({ Bucket, Key: 'a.js', Body: 'hello', IfNoneMatch: '*' }))
  await outcomeOf(s3.send(new PutObjectCommand({ Bucket, Key: 'a.js', Body: 'hello', IfNoneMatch: '*' })))
  await s3.send(new GetObjectCommand({ Bucket, Key: 'a.js', Range: 'bytes=0-1', IfMatch: ETag }))
  await s3.send(new CopyObjectCommand({ Bucket, Key: 'b.js', CopySource: 'shop/a.js', CopySourceIfMatch: ETag }))
  await outcomeOf(s3.send(new HeadObjectCommand({ Bucket, Key: 'none' })))
  expect(aws.journal.lines()).toEqual([
    'PutObject shop/a.js If-None-Match:* 200',
    'PutObject shop/a.js If-None-Match:* 412 PreconditionFailed',
    'GetObject shop/a.js If-Match:5d41402a Range:bytes=0-1 206',
    'CopyObject shop/b.js from shop/a.js Source-If-Match:5d41402a 200',
    'HeadObject shop/none 404 NoSuchKey',
  ])
})

test('a transcript tells what a listing asks for and that it goes on', async () => {
  for (const key of ['dist/a', 'dist/b']) aws.buckets.put(Bucket, key, key)
  const first = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'dist/', MaxKeys: 1 }))
  const ContinuationToken = first.NextContinuationToken
  await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'dist/', MaxKeys: 1, ContinuationToken }))
  expect(aws.journal.lines()).toEqual([
    'ListObjectsV2 shop prefix=dist/ 200',
    'ListObjectsV2 shop prefix=dist/ continued 200',
  ])
})

test('a transcript names the first keys of a batch and counts the others', async () => {
  const Objects = Array.from({ length: 9 }, (_, index) => ({ Key: `k${index}` }))
  await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))
  expect(aws.journal.lines()).toEqual(['DeleteObjects shop k0 k1 k2 k3 k4 k5 and 3 more 200'])
  expect(aws.journal.entries[0]?.keys).toHaveLength(9)
})

test('a transcript names the paths of an invalidation', async () => {
  const { id } = await aws.distributions.create({ bucket: Bucket, id: 'EJOURNAL' })
  const Paths = { Quantity: 2, Items: ['/', '/index.html'] }
  await cloudFrontFor(aws).send(
    new CreateInvalidationCommand({ DistributionId: id, InvalidationBatch: { CallerReference: 'r', Paths } }),
  )
  expect(aws.journal.lines()).toEqual(['CreateInvalidation EJOURNAL / /index.html 201'])
})

test('visits to the edge are kept out of a transcript unless asked for', async () => {
  const { url } = await aws.distributions.create({ bucket: Bucket, id: 'EVISITED' })
  aws.buckets.put(Bucket, 'dist/index.html', 'x')
  await (await fetch(url)).text()
  await (await fetch(url)).text()
  expect(aws.journal.lines()).toEqual([])
  expect(aws.journal.lines({ edge: true })).toEqual(['edge GET EVISITED / 200 Miss', 'edge GET EVISITED / 200 Hit'])
})

test('writes leaves out what changes nothing', async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }))
  await s3.send(new GetObjectCommand({ Bucket, Key: 'a' }))
  await s3.send(new ListObjectsV2Command({ Bucket }))
  expect(aws.journal.writes()).toEqual(['PutObject shop/a 200'])
})

test('an entry tells the request in full', async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: 'ü x', Body: 'hello', CacheControl: 'no-cache' }))
  const [entry] = aws.journal.of('PutObject')
  expect(entry).toMatchObject({
    service: 's3',
    bucket: Bucket,
    key: 'ü x',
    method: 'PUT',
    path: '/shop/%C3%BC%20x',
    bytes: 5,
    changes: true,
    status: 200,
  })
  expect(entry?.headers['cache-control']).toBe('no-cache')
})

test('an entry tells who has sent it, and several may send', async () => {
  const other = new S3Client({
    endpoint: aws.endpoint,
    region: 'us-east-1',
    credentials: credentialsOf(aws.envFor('b2')),
  })
  await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }))
  await other.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }))
  await fetch(`${aws.endpoint}/${Bucket}/a`)
  const { AWS_ACCESS_KEY_ID: first } = aws.env
  expect(aws.journal.entries.map(({ accessKey }) => accessKey)).toEqual([first, 'AKIALOCALB2', undefined])
  expect(aws.journal.writes()).toEqual(['PutObject shop/a 200', 'PutObject shop/a 200'])
})

function credentialsOf(env: Readonly<Record<string, string>>) {
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = env
  return { accessKeyId, secretAccessKey }
}

test('what the tests do to a bucket directly is not in the journal', () => {
  aws.buckets.put(Bucket, 'a', 'x')
  aws.buckets.delete(Bucket, 'a')
  expect(aws.journal.entries).toEqual([])
})

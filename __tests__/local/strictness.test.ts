import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketTaggingCommand,
  GetObjectAclCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { afterAll, expect, test } from '@jest/globals'

import { startLocalAws } from '../../local/index.ts'
import { outcomeOf, s3For } from './clients.ts'
import { passingLocalAws } from './passing.ts'

const aws = await startLocalAws()
const s3 = s3For(aws)
const Bucket = 'shop'
const object = { Bucket, Key: 'a', Body: 'x' }

aws.buckets.create(Bucket)
afterAll(() => aws.close())

/** A request signed by the known key, by hand, because no SDK would send it. */
async function raw(method: string, path: string, headers: Record<string, string> = {}): Promise<string> {
  const signed = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  const answer = await fetch(aws.endpoint + path, {
    method,
    headers: {
      Authorization: `AWS4-HMAC-SHA256 Credential=${aws.env.AWS_ACCESS_KEY_ID}/20260831/us-east-1/s3/aws4_request`,
      'X-Amz-Date': signed,
      ...headers,
    },
  })
  return `${answer.status} ${/<Code>(.*)<\/Code>/.exec(await answer.text())?.[1]}`
}

test('an operation that is not known is refused, not done as another one', async () => {
  aws.buckets.put(Bucket, 'a', 'x')
  expect(await outcomeOf(s3.send(new GetObjectAclCommand({ Bucket, Key: 'a' })))).toBe('501 NotImplemented')
  const tagging = new PutObjectTaggingCommand({ Bucket, Key: 'a', Tagging: { TagSet: [] } })
  expect(await outcomeOf(s3.send(tagging))).toBe('501 NotImplemented')
  expect(aws.buckets.get(Bucket, 'a')?.body.toString()).toBe('x')
})

test('a header or a version that means something else is refused', async () => {
  expect(await outcomeOf(s3.send(new PutObjectCommand({ ...object, Tagging: 'a=b' })))).toBe('501 NotImplemented')
  const version = new HeadObjectCommand({ Bucket, Key: 'a', VersionId: 'v1' })
  expect((await outcomeOf(s3.send(version))).slice(0, 3)).toBe('501')
})

test('a method that S3 does not have is not allowed', async () => {
  expect(await raw('PATCH', '/shop/a')).toBe('405 MethodNotAllowed')
})

test('an address that is not UTF-8 is no address', async () => {
  expect(await raw('GET', '/shop/%FF')).toBe('400 InvalidURI')
})

test('buckets have ACLs disabled', async () => {
  const acl = (ACL: 'private' | 'public-read' | 'bucket-owner-full-control') =>
    outcomeOf(s3.send(new PutObjectCommand({ ...object, ACL })))
  expect(await acl('public-read')).toBe('400 AccessControlListNotSupported')
  expect(await acl('private')).toBe('400 AccessControlListNotSupported')
  expect(await acl('bucket-owner-full-control')).toBe('done')
})

test('metadata of more than 2 KB is refused', async () => {
  const put = new PutObjectCommand({ ...object, Metadata: { x: 'x'.repeat(2048) } })
  expect(await outcomeOf(s3.send(put))).toBe('400 MetadataTooLarge')
})

test('what is sent without a type is binary/octet-stream', () => {
  aws.buckets.put(Bucket, 'untyped', 'x')
  expect(aws.buckets.get(Bucket, 'untyped')?.headers).toEqual({ 'Content-Type': 'binary/octet-stream' })
})

test('under KMS an ETag is no MD5, and the same bytes have another one each time', async () => {
  aws.buckets.create('sealed', { encryption: 'aws:kms' })
  const put = async () => (await s3.send(new PutObjectCommand({ ...object, Bucket: 'sealed' }))).ETag
  const [first, second] = [await put(), await put()]
  expect(first).toMatch(/^"[0-9a-f]{32}"$/)
  expect(first).not.toBe('"9dd4e461268c8034f5c8564e155c67a6"')
  expect(second).not.toBe(first)
})

test('a bucket of another account is open to who names that account, or none', async () => {
  aws.buckets.create('foreign', { owner: '999999999999' })
  aws.buckets.put('foreign', 'a', 'theirs')
  const head = (more: object) => outcomeOf(s3.send(new HeadObjectCommand({ Bucket: 'foreign', Key: 'a', ...more })))
  const copy = (more: object) =>
    outcomeOf(s3.send(new CopyObjectCommand({ Bucket, Key: 'copied', CopySource: 'foreign/a', ...more })))
  const [ours, theirs] = ['123456789012', '999999999999']

  expect(await head({})).toBe('done')
  expect(await head({ ExpectedBucketOwner: theirs })).toBe('done')
  expect(await head({ ExpectedBucketOwner: ours })).toMatch(/^403/)
  expect(await copy({ ExpectedBucketOwner: ours, ExpectedSourceBucketOwner: theirs })).toBe('done')
  expect(await copy({ ExpectedSourceBucketOwner: ours })).toBe('403 AccessDenied')
  expect(await copy({ ExpectedBucketOwner: theirs })).toBe('403 AccessDenied')
})

test('a bucket from before conditional writes ignores conditions on writes, but not on sources', async () => {
  const Bucket = 'old'
  const [Key, IfMatch, IfNoneMatch] = ['a', '"other"', '*']
  aws.buckets.create(Bucket, { conditionalWrites: false })
  const done = async (...requests: readonly Promise<unknown>[]) =>
    expect(await Promise.all(requests.map(outcomeOf))).toEqual(requests.map(() => 'done'))
  const put = (more: object) => s3.send(new PutObjectCommand({ ...object, Bucket, ...more }))
  const copy = (more: object) => s3.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: 'old/a', ...more }))

  await done(put({ IfMatch }), put({ IfMatch }), put({ IfNoneMatch }))
  await done(copy({ IfMatch }), copy({ IfMatch }), copy({ IfNoneMatch }))
  expect(await outcomeOf(copy({ CopySourceIfMatch: '"other"' }))).toBe('412 PreconditionFailed')

  await done(
    completed(await uploaded(Bucket, Key), { IfMatch }),
    completed(await uploaded(Bucket, Key), { IfNoneMatch }),
  )
  await done(s3.send(new DeleteObjectCommand({ Bucket, Key, IfMatch })))
  const Delete = { Objects: [{ Key: 'b', ETag: IfMatch }] }
  expect((await s3.send(new DeleteObjectsCommand({ Bucket, Delete }))).Errors).toBeUndefined()
  expect(aws.buckets.keys(Bucket)).toEqual([])
})

/** An upload of one part that is all but completed. */
async function uploaded(Bucket: string, Key: string) {
  const where = { Bucket, Key, UploadId: (await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }))).UploadId }
  const { ETag } = await s3.send(new UploadPartCommand({ ...where, PartNumber: 1, Body: 'x' }))
  return { ...where, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } }
}

function completed(upload: Awaited<ReturnType<typeof uploaded>>, more: object): Promise<unknown> {
  return s3.send(new CompleteMultipartUploadCommand({ ...upload, ...more }))
}

test('the tags of a bucket are told', async () => {
  aws.buckets.create('tagged', { tags: { env: 'prod' } })
  const { TagSet } = await s3.send(new GetBucketTaggingCommand({ Bucket: 'tagged' }))
  expect(TagSet).toEqual([{ Key: 'env', Value: 'prod' }])
})

test('a bucket in another region answers there only', async () => {
  aws.buckets.create('abroad', { region: 'eu-central-1' })
  const list = () => new ListObjectsV2Command({ Bucket: 'abroad' })
  expect(await outcomeOf(s3.send(list()))).toBe('301 PermanentRedirect')
  expect(await outcomeOf(s3For(aws, { region: 'eu-central-1' }).send(list()))).toBe('done')
  const followed = s3For(aws, { followRegionRedirects: true })
  expect(await outcomeOf(followed.send(list()))).toBe('done')
})

test('days that a test lets pass do not make its clients late, and a wrong clock of their own does', async () => {
  const other = await passingLocalAws()
  other.buckets.create(Bucket)
  other.clock.advance(3 * 86_400_000)
  const list = new ListObjectsV2Command({ Bucket })
  expect(await outcomeOf(s3For(other).send(list))).toBe('done')
  const late = s3For(other, { systemClockOffset: -16 * 60_000 })
  expect(await outcomeOf(late.send(list))).toBe('403 RequestTimeTooSkewed')
})

test('Date and Last-Modified go by the local clock', async () => {
  const other = await passingLocalAws()
  other.buckets.create(Bucket)
  other.clock.advance(86_400_000)
  const client = s3For(other)
  await client.send(new PutObjectCommand(object))
  const { LastModified } = await client.send(new HeadObjectCommand({ Bucket, Key: 'a' }))
  expect(Math.abs((LastModified?.getTime() ?? 0) - Date.now() - 86_400_000)).toBeLessThan(5000)
})

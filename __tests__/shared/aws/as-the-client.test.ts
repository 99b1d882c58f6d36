// The short way and the client of the SDK: the same requests, the same outputs, the same errors, as often tried.

import {
  CopyObjectCommand,
  type CopyObjectCommandInput,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { afterAll, afterEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Fault, startLocalAws } from '../../../local/index.ts'
import { connect } from '../../../src/shared/aws/s3.ts'
import { openGate } from '../../../src/shared/gate.ts'
import { fakeClock } from '../support/clock.ts'
import '../support/node-errors.ts'

const aws = await startLocalAws()
Object.assign(process.env, aws.env)
aws.buckets.create('shop')
const s3 = connect({ region: 'us-east-1', connections: 4 }, openGate(), fakeClock())
afterAll(() => aws.close())
afterEach(() => aws.journal.clear())

const where = { Bucket: 'shop', Key: 'dist/a' }
const body = Buffer.from('one')
const ChecksumSHA256 = 'dpLDrTVAu4A8Ags67mbNiIcSMjTqDG5xQ8Ct1z/0Me0='
const putting = { ...where, Body: body, ContentLength: body.length, ChecksumSHA256 }
const sha256 = Buffer.from(ChecksumSHA256, 'base64').toString('hex')
const { UploadId } = await s3.client.send(new CreateMultipartUploadCommand({ Bucket: 'shop', Key: 'dist/a' }))
aws.journal.clear()
const sending = { ...where, UploadId, PartNumber: 1, Body: body, ContentLength: body.length }
const copying = { ...where, CopySource: 'shop/dist/source', CopySourceIfMatch: '"f97c5d29941bfb1b2fdab0874906ab82"' }

const listing = { Bucket: 'shop', Prefix: 'dist/', EncodingType: 'url', StartAfter: 'dist/0 é' } as const

/** The bytes as text, wherever they are. */
const withText = ({ output, body }: { readonly output: object; readonly body: unknown }) => ({
  ...output,
  Body: String(body),
})

/** What is in a list is read elsewhere. */
const listed = ({ $metadata }: { readonly $metadata: object }) => ({ $metadata })

/** Each operation on both ways. */
const calls = {
  put: [() => s3.short.put(putting), () => s3.client.send(new PutObjectCommand(putting))],
  part: [() => s3.short.part(sending, sha256), () => s3.client.send(new UploadPartCommand(sending))],
  copy: [() => s3.short.copy(copying), () => s3.client.send(new CopyObjectCommand(copying))],
  head: [() => s3.short.head(where), () => s3.client.send(new HeadObjectCommand(where))],
  get: [
    async () => withText(await s3.short.get(where)),
    async () => {
      const output = await s3.client.send(new GetObjectCommand(where))
      return withText({ output, body: await output.Body?.transformToString() })
    },
  ],
  list: [
    async () => listed((await s3.short.list(listing)).output),
    async () => listed(await s3.client.send(new ListObjectsV2Command(listing))),
  ],
  remove: [() => s3.short.remove(where), () => s3.client.send(new DeleteObjectCommand(where))],
} as const

/** What the client adds for statistics, and what two requests cannot have in common. */
const ownHeaders = /^(?:user-agent|x-amz-user-agent|amz-sdk-.*|authorization|x-amz-date|connection|expect)$/

/** What arrived since the last time. */
function arrived() {
  const requests = aws.journal.entries.map(({ method, path, query, headers, bytes }) => ({
    method,
    path,
    query,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !ownHeaders.test(name))),
    bytes,
  }))
  aws.journal.clear()
  return requests
}

/** What comes of a request, but for what is another time another. */
async function outcomeOf(call: () => Promise<object>) {
  const plain = (value: object) => JSON.parse(JSON.stringify(value, undetermined))
  try {
    return { output: plain(await call()) }
  } catch (error) {
    const { name, message, code, $response } = error as Error & { code?: string; $response?: { statusCode: number } }
    return { error: { name, message, code, status: $response?.statusCode, ...plain(error as object) } }
  }
}

function undetermined(name: string, value: unknown): unknown {
  return /requestId|extendedRequestId|HostId|LastModified|RequestId|totalRetryDelay|errno/i.test(name) ? 'any' : value
}

async function onBoth([short, client]: (typeof calls)[keyof typeof calls]) {
  const one = { outcome: await outcomeOf(short), arrived: arrived() }
  const other = { outcome: await outcomeOf(client), arrived: arrived() }
  return [one, other] as const
}

const operations = Object.keys(calls) as (keyof typeof calls)[]

test.each(operations)('%s of what is there', async (operation) => {
  aws.buckets.put('shop', 'dist/source', body, {})
  const before = { 'Cache-Control': 'no-cache', Expires: 'soon', 'x-amz-meta-a': 'b' }
  aws.buckets.put('shop', 'dist/a', body, before)
  const short = { outcome: await outcomeOf(calls[operation][0]), arrived: arrived() }
  aws.buckets.put('shop', 'dist/a', body, before)
  const client = { outcome: await outcomeOf(calls[operation][1]), arrived: arrived() }
  expect(short).toEqual(client)
  expect(short.outcome).toMatchObject({ output: { $metadata: { attempts: 1 } } })
  expect(short.arrived).toHaveLength(1)
})

const inside = { insideOk: { code: 'InternalError', message: 'We did not make it.' } }
const page = { answer: { status: 503, headers: { 'content-type': 'text/html' }, body: '<p>Be right back & soon' } }

describe.each(operations)('%s', (operation) => {
  test.each<[string, Fault, number]>([
    ['what is not there', { status: 404, code: 'NoSuchKey' }, 1],
    ['a bucket that is not there', { status: 404, code: 'NoSuchBucket' }, 1],
    ['a denial', { status: 403, code: 'AccessDenied', message: 'User: x is not authorized' }, 1],
    ['a condition that does not hold', { status: 412, code: 'PreconditionFailed' }, 1],
    ['another write under way', { status: 409, code: 'ConditionalRequestConflict' }, 1],
    ['another region', { status: 301, code: 'PermanentRedirect', headers: { 'x-amz-bucket-region': 'eu-west-1' } }, 1],
    ['a bucket that is new', { status: 307, code: 'TemporaryRedirect', headers: { location: 'http://else' } }, 1],
    ['what no server knows', { status: 501, code: 'NotImplemented' }, operation === 'head' ? 6 : 1],
    ['a wish to go slower', { status: 503, code: 'SlowDown' }, 6],
    ['throttling in another status', { status: 400, code: 'ThrottlingException' }, operation === 'head' ? 1 : 6],
    ['too many requests', { status: 429, code: 'Any' }, 6],
    ['a failure of S3', { status: 500, code: 'InternalError' }, 6],
    ['a body that came too slowly', { status: 400, code: 'RequestTimeout' }, operation === 'head' ? 1 : 6],
    ['an answer that is lost', { drop: 'before' }, 6],
    ['credentials that have expired', { status: 400, code: 'ExpiredToken' }, operation === 'head' ? 1 : 2],
  ])('meets %s', async (_, fault, attempts) => {
    const end = aws.intercept(() => fault)
    const [short, client] = await onBoth(calls[operation])
    end()
    const { error } = short.outcome
    if (client.outcome.error?.code === 'ECONNRESET') expect(error).toMatchObject({ code: 'ECONNRESET' })
    else expect(short.outcome).toEqual(client.outcome)
    expect(short.arrived).toEqual(client.arrived)
    expect(short.arrived).toHaveLength(attempts)
  })
})

test.each(operations)('%s is tried again where somebody in between answers with a page', async (operation) => {
  const end = aws.intercept(() => page)
  const [short, client] = await onBoth(calls[operation])
  end()
  const { message = '', $metadata } = client.outcome.error ?? {}
  expect(short.arrived).toEqual(client.arrived)
  expect(short.outcome.error).toMatchObject({ $metadata: { attempts: 6, httpStatusCode: $metadata.httpStatusCode } })
  // Nobody who reads a log has the hidden field that the SDK speaks of then.
  expect(message).toContain(short.outcome.error?.message)
})

test('copy meets an error inside a 200', async () => {
  const end = aws.intercept(() => inside)
  const [short, client] = await onBoth(calls.copy)
  end()
  expect(short).toEqual(client)
  expect(short.outcome.error).toMatchObject({ name: 'InternalError' })
  expect(short.arrived).toHaveLength(6)
})

test('copy meets a 200 that says nothing', async () => {
  const end = aws.intercept(() => ({ answer: { status: 200 } }))
  const [short, client] = await onBoth(calls.copy)
  end()
  expect([short.arrived.length, client.arrived.length]).toEqual([6, 6])
  expect(short.outcome.error).toMatchObject({ $metadata: { httpStatusCode: 503 } })
})

/** Whatever may stand in a key, and in the values of headers. */
const keys = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'/.~ %+&=?#:;,@$!*\'()"<>\\|[]{}^`é漢😀\u0001'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  ),
  minLength: 1,
  maxLength: 40,
})
const values = fc.string({ unit: 'grapheme-ascii', maxLength: 60 })
const headers = fc.record(
  {
    CacheControl: values,
    ContentType: values,
    ContentDisposition: values,
    ContentEncoding: values,
    ContentLanguage: values,
    Expires: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }),
    Metadata: fc.dictionary(fc.constantFrom('a', 'some-name', 'Upper'), values),
    IfMatch: fc.constant('"etag"'),
    IfNoneMatch: fc.constant('*'),
    ChecksumSHA256: fc.constant(ChecksumSHA256),
  },
  { requiredKeys: [] },
)

test('every put is the same request, byte for byte', async () => {
  const end = aws.intercept(() => ({ status: 403, code: 'AccessDenied' }))
  await fc.assert(
    fc.asyncProperty(keys, headers, fc.boolean(), async (Key, { ChecksumSHA256, ...others }, isEmpty) => {
      const [text, more] = isEmpty ? ['', others] : ['one', { ...others, ...(ChecksumSHA256 && { ChecksumSHA256 }) }]
      const input: PutObjectCommandInput = {
        ...where,
        Key,
        Body: Buffer.from(text),
        ContentLength: text.length,
        ...more,
      }
      const [short, client] = await onBoth([
        () => s3.short.put(input),
        () => s3.client.send(new PutObjectCommand(input)),
      ])
      expect(short).toEqual(client)
    }),
    { numRuns: 150 },
  )
  end()
})

test('every copy is the same request', async () => {
  const end = aws.intercept(() => ({ status: 403, code: 'AccessDenied' }))
  const more = fc.record(
    {
      MetadataDirective: fc.constant('REPLACE' as const),
      ChecksumAlgorithm: fc.constant('SHA256' as const),
      StorageClass: fc.constantFrom('STANDARD_IA' as const),
      ServerSideEncryption: fc.constant('aws:kms' as const),
      SSEKMSKeyId: fc.constant('key'),
      BucketKeyEnabled: fc.boolean(),
      WebsiteRedirectLocation: fc.constant('/else'),
    },
    { requiredKeys: [] },
  )
  await fc.assert(
    fc.asyncProperty(keys, keys, headers, more, async (Key, from, { ChecksumSHA256: _, ...others }, options) => {
      const CopySource = encodeURIComponent(`shop/${from}`)
      const input: CopyObjectCommandInput = { ...where, Key, CopySource, ...others, ...options }
      const [short, client] = await onBoth([
        () => s3.short.copy(input),
        () => s3.client.send(new CopyObjectCommand(input)),
      ])
      expect(short).toEqual(client)
    }),
    { numRuns: 100 },
  )
  end()
})

test.each(['dist/a', 'dist/none'])(
  'where the clock of this machine is off, S3 is believed after one answer (%s)',
  async (Key) => {
    const { short } = connect({ region: 'us-east-1', connections: 1 }, openGate(), fakeClock())
    aws.buckets.put('shop', 'dist/a', body, {})
    aws.clock.advance(7_200_000)
    for (let request = 0; request < 2; request += 1) await outcomeOf(() => short.head({ ...where, Key }))
    const [first, second] = aws.journal.entries.map(({ headers }) => signedAt(headers['x-amz-date']))
    expect(Math.abs((first ?? 0) - Date.now())).toBeLessThan(60_000)
    expect(Math.abs((second ?? 0) - aws.clock.now())).toBeLessThan(60_000)
  },
)

/** From `20260102T030405Z`. */
function signedAt(date = ''): number {
  return Date.parse(date.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'))
}

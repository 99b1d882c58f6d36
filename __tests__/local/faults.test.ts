import { CopyObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals'

import { type Rule, startLocalAws } from '../../local/index.ts'
import { outcomeOf, s3For } from './clients.ts'
import { passingLocalAws } from './passing.ts'

const aws = await startLocalAws()
const s3 = s3For(aws)
const Bucket = 'shop'
const removals: (() => void)[] = []

aws.buckets.create(Bucket)
beforeEach(() => aws.journal.clear())
afterEach(() => {
  for (const remove of removals.splice(0)) remove()
  for (const key of aws.buckets.keys(Bucket)) aws.buckets.delete(Bucket, key)
})
afterAll(() => aws.close())

function intercept(rule: Rule): void {
  removals.push(aws.intercept(rule))
}

function put(Key: string, options = {}): Promise<unknown> {
  return s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }), options)
}

test('an error is answered instead of doing the request, with its code, message and headers', async () => {
  intercept(({ key }) =>
    key === 'a' ? { status: 503, code: 'SlowDown', message: 'Please.', headers: { 'Retry-After': '1' } } : undefined,
  )
  await expect(put('a')).rejects.toMatchObject({
    name: 'SlowDown',
    message: 'Please.',
    $metadata: { httpStatusCode: 503 },
    $response: { headers: { 'retry-after': '1' } },
  })
  expect(await outcomeOf(put('b'))).toBe('done')
  expect(aws.buckets.keys(Bucket)).toEqual(['b'])
  expect(aws.journal.lines()).toEqual(['PutObject shop/a 503 SlowDown', 'PutObject shop/b 200'])
})

test('a held request is done when its promise settles and not before', async () => {
  let release = () => {}
  const before = new Promise<void>((resolve) => {
    release = resolve
  })
  intercept(() => ({ before }))
  const answered = put('a')
  await until(() => aws.journal.entries.length === 1)
  expect([aws.buckets.keys(Bucket), aws.journal.lines()]).toEqual([[], ['PutObject shop/a open']])
  release()
  await answered
  expect([aws.buckets.keys(Bucket), aws.journal.lines()]).toEqual([['a'], ['PutObject shop/a 200']])
})

test('a held request is done even if its promise is rejected, or nobody waits any more', async () => {
  let reject = () => {}
  const before = new Promise<void>((_, refuse) => {
    reject = () => refuse(new Error('over'))
  })
  intercept(() => ({ before }))
  const impatient = outcomeOf(put('a', { abortSignal: AbortSignal.timeout(50) }))
  expect(await impatient).toBe('AbortError')
  reject()
  await until(() => aws.buckets.keys(Bucket).length === 1)
  expect(aws.buckets.keys(Bucket)).toEqual(['a'])
})

test('a request dropped before is not done', async () => {
  intercept(() => ({ drop: 'before' }))
  expect(await outcomeOf(put('a'))).toBe('connection lost')
  expect([aws.buckets.keys(Bucket), aws.journal.lines()]).toEqual([[], ['PutObject shop/a dropped before']])
})

test('a request dropped after is done, and only its answer is lost', async () => {
  intercept(() => ({ drop: 'after' }))
  expect(await outcomeOf(put('a'))).toBe('connection lost')
  expect([aws.buckets.keys(Bucket), aws.journal.lines()]).toEqual([['a'], ['PutObject shop/a dropped after 200']])
})

test('an answer that is cut has its headers, the beginning of its body, and breaks off', async () => {
  aws.buckets.put(Bucket, 'a', '0123456789')
  intercept(({ operation }) => (operation === 'GetObject' ? { cut: 4 } : undefined))
  const { Body, ContentLength } = await s3.send(new GetObjectCommand({ Bucket, Key: 'a' }))
  const read: string[] = []
  const reading = async () => {
    for await (const chunk of Body as AsyncIterable<Buffer>) read.push(String(chunk))
  }
  await expect(reading()).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect([read, ContentLength]).toEqual([['0123'], 10])
  expect(aws.journal.lines()).toEqual(['GetObject shop/a 200 cut after 4 bytes'])
})

test('an error inside a 200 is an error to the SDK and does nothing', async () => {
  aws.buckets.put(Bucket, 'a', 'x')
  intercept(({ operation }) => (operation === 'CopyObject' ? { insideOk: { code: 'InternalError' } } : undefined))
  const copy = s3.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a` }))
  expect(await outcomeOf(copy)).toMatch(/InternalError$/)
  expect([aws.buckets.keys(Bucket), aws.journal.lines()]).toEqual([
    ['a'],
    ['CopyObject shop/b from shop/a 200 InternalError'],
  ])
})

test('a stalled request is neither done nor answered', async () => {
  intercept(() => ({ stall: true }))
  expect(await outcomeOf(put('a', { abortSignal: AbortSignal.timeout(100) }))).toBe('AbortError')
  expect([aws.buckets.keys(Bucket), aws.journal.lines()]).toEqual([[], ['PutObject shop/a stalled']])
})

test('a delayed request is done late', async () => {
  intercept(() => ({ delay: 150 }))
  const begin = performance.now()
  await put('a')
  expect(performance.now() - begin).toBeGreaterThan(140)
})

test('the first rule with an answer wins, and a removed rule is gone', async () => {
  const remove = aws.intercept(() => ({ status: 500, code: 'First' }))
  intercept(() => ({ status: 500, code: 'Second' }))
  expect(await outcomeOf(put('a'))).toBe('500 First')
  remove()
  expect(await outcomeOf(put('a'))).toBe('500 Second')
})

test('a rule sees headers, query and size, and may count', async () => {
  let seen = 0
  intercept(({ operation, headers, bytes }) => {
    if (operation !== 'PutObject' || headers['content-type'] !== 'text/html' || bytes !== 3) return undefined
    seen += 1
    return seen === 2 ? { status: 500, code: 'InternalError' } : undefined
  })
  const page = () => s3.send(new PutObjectCommand({ Bucket, Key: 'p', Body: 'abc', ContentType: 'text/html' }))
  expect([await outcomeOf(page()), await outcomeOf(page()), await outcomeOf(page())]).toEqual([
    'done',
    '500 InternalError',
    'done',
  ])
})

test('a rule that throws fails the request and says so', async () => {
  intercept(() => {
    throw new Error('a slip in a test')
  })
  await expect(put('a')).rejects.toThrow('a slip in a test')
})

test('faults reach the edge too', async () => {
  const { url } = await aws.distributions.create({ bucket: Bucket })
  aws.buckets.put(Bucket, 'dist/index.html', 'page')
  intercept(({ service }) => (service === 'edge' ? { status: 502, code: 'BadGateway' } : undefined))
  expect((await fetch(url)).status).toBe(502)
  expect(await outcomeOf(s3.send(new GetObjectCommand({ Bucket, Key: 'dist/index.html' })))).toBe('done')
})

test.each([
  [
    { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<h1>Sign in</h1>' },
    '<h1>Sign in</h1>',
    'content-type',
  ],
  [{ status: 302, headers: { Location: 'https://login.example/' } }, '', 'location'],
  [{ status: 401, headers: { 'WWW-Authenticate': 'Basic realm="dev"' } }, '', 'www-authenticate'],
  [{ status: 403, headers: { 'x-amzn-waf-action': 'captcha' }, body: 'blocked' }, 'blocked', 'x-amzn-waf-action'],
  [{ status: 429, headers: { 'Retry-After': '30' } }, '', 'retry-after'],
])('somebody in between answers a visitor with anything: %j', async (answer, body, header) => {
  const { url, id } = await aws.distributions.create({ bucket: Bucket })
  intercept(({ service }) => (service === 'edge' ? { answer } : undefined))
  const seen = await fetch(url, { redirect: 'manual' })
  expect([seen.status, await seen.text(), seen.headers.get(header)]).toEqual([
    answer.status,
    body,
    Object.values(answer.headers)[0],
  ])
  expect(aws.journal.lines({ edge: true })).toEqual([`edge GET ${id} / ${answer.status} by a rule`])
})

test('closing ends requests that are held or stalled', async () => {
  const other = await passingLocalAws()
  other.buckets.create(Bucket)
  other.intercept(({ key }) => (key === 'held' ? { before: new Promise(() => {}) } : { stall: true }))
  const client = s3For(other)
  const waiting = ['held', 'stalled'].map((Key) =>
    outcomeOf(client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))),
  )
  await until(() => other.journal.entries.length === 2)
  await other.close()
  expect(await Promise.all(waiting)).toEqual(['connection lost', 'connection lost'])
})

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
}

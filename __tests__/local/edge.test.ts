import { request } from 'node:http'
import { brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeEach, expect, test } from '@jest/globals'

import { type DistributionOptions, startLocalAws } from '../../local/index.ts'

const aws = await startLocalAws()
const bucket = 'site'
let url = ''

beforeEach(() => {
  aws.buckets.create(bucket)
  for (const key of aws.buckets.keys(bucket)) aws.buckets.delete(bucket, key)
})
afterAll(() => aws.close())

async function open(options: Partial<DistributionOptions> = {}): Promise<void> {
  url = (await aws.distributions.create({ bucket, minTtl: 0, ...options })).url
}

/** Status, body and `x-cache` of a visit, in one line. */
async function visit(path: string, headers: Record<string, string> = {}): Promise<string> {
  const answer = await fetch(url + path, { headers })
  const cache = answer.headers.get('x-cache')?.replace(' from cloudfront', '')
  return `${answer.status} ${await answer.text()} ${cache}`
}

function publish(key: string, body: string, cacheControl?: string): void {
  aws.buckets.put(bucket, key, body, cacheControl === undefined ? {} : { 'Cache-Control': cacheControl })
}

test('a copy is answered while it is fresh, and fetched again when it is not', async () => {
  await open()
  publish('dist/a.js', 'one', 'max-age=60')
  expect(await visit('/a.js')).toBe('200 one Miss')
  publish('dist/a.js', 'two', 'max-age=60')
  aws.clock.advance(59_000)
  expect(await visit('/a.js')).toBe('200 one Hit')
  aws.clock.advance(2_000)
  expect(await visit('/a.js')).toBe('200 two Miss')
})

test('a stale copy that has not changed is refreshed', async () => {
  await open()
  publish('dist/a.js', 'one', 'max-age=60')
  await visit('/a.js')
  aws.clock.advance(61_000)
  expect([await visit('/a.js'), await visit('/a.js')]).toEqual(['200 one RefreshHit', '200 one Hit'])
})

test('new headers on unchanged bytes do not reach a copy by refreshing it', async () => {
  await open()
  publish('dist/a.js', 'one', 'max-age=60')
  await visit('/a.js')
  publish('dist/a.js', 'one', 'max-age=5')
  aws.clock.advance(61_000)
  expect((await fetch(`${url}/a.js`)).headers.get('cache-control')).toBe('max-age=60')
})

test('no-cache asks the origin every time, no-store keeps nothing', async () => {
  await open()
  publish('dist/page', 'page', 'no-cache')
  publish('dist/secret', 'secret', 'no-store')
  expect([await visit('/page'), await visit('/page')]).toEqual(['200 page Miss', '200 page RefreshHit'])
  expect([await visit('/secret'), await visit('/secret')]).toEqual(['200 secret Miss', '200 secret Miss'])
})

test('a floor keeps even what must not be kept', async () => {
  await open({ minTtl: 30 })
  publish('dist/page', 'one', 'no-store')
  await visit('/page')
  publish('dist/page', 'two', 'no-store')
  expect(await visit('/page')).toBe('200 one Hit')
  aws.clock.advance(31_000)
  expect(await visit('/page')).toBe('200 two Miss')
})

test('the age of a copy is told', async () => {
  await open()
  publish('dist/a.js', 'one', 'max-age=60')
  expect((await fetch(`${url}/a.js`)).headers.get('age')).toBeNull()
  aws.clock.advance(7_000)
  expect((await fetch(`${url}/a.js`)).headers.get('age')).toBe('7')
})

test('only the root has a default object', async () => {
  await open()
  publish('dist/index.html', 'home')
  publish('dist/docs/index.html', 'docs')
  expect(await visit('/')).toBe('200 home Miss')
  expect((await visit('/docs/')).slice(0, 3)).toBe('403')
})

test('the origin path lies before the viewer path, and an empty one is the root of the bucket', async () => {
  publish('index.html', 'root')
  publish('dist/index.html', 'dist')
  await open({ originPath: '' })
  expect(await visit('/')).toBe('200 root Miss')
  await open({ originPath: '/dist' })
  expect(await visit('/')).toBe('200 dist Miss')
})

test('a missing key is a 403, or a 404 where the edge may list the bucket', async () => {
  await open()
  expect(await visit('/none')).toMatch(/^403 .*<Code>AccessDenied<.* Error$/s)
  await open({ listBucketAllowed: true })
  expect(await visit('/none')).toMatch(/^404 .*<Code>NoSuchKey<.* Error$/s)
})

test('an address is decoded once, and its dots and slashes are left alone', async () => {
  await open()
  publish('dist/a b+ü%20.txt', 'odd')
  publish('dist/x/../y//z', 'raw')
  expect(await visit('/a%20b+%C3%BC%2520.txt')).toBe('200 odd Miss')
  expect(await rawGet('/x/../y//z')).toBe('raw')
})

test('a query string counts only where the distribution says so', async () => {
  publish('dist/a', 'one', 'max-age=60')
  await open()
  expect([await visit('/a?v=1'), await visit('/a?v=2')]).toEqual(['200 one Miss', '200 one Hit'])
  await open({ queryStrings: true })
  expect([await visit('/a?v=1'), await visit('/a?v=2'), await visit('/a?v=2')]).toEqual([
    '200 one Miss',
    '200 one Miss',
    '200 one Hit',
  ])
})

test('a viewer who has the copy already gets a 304', async () => {
  await open()
  publish('dist/a', 'one', 'max-age=60')
  const etag = (await fetch(`${url}/a`)).headers.get('etag') ?? ''
  expect(await visit('/a', { 'If-None-Match': etag })).toBe('304  Hit')
  expect(await visit('/a', { 'If-None-Match': '"other"' })).toBe('200 one Hit')
})

test('a viewer may ask for a part', async () => {
  await open()
  publish('dist/a', '0123456789')
  expect(await visit('/a', { Range: 'bytes=2-4' })).toBe('206 234 Miss')
  expect(await visit('/a', { Range: 'bytes=50-' })).toBe('416  Hit')
})

test('text is compressed for viewers that accept it, where the distribution says so', async () => {
  await open({ compress: true })
  const text = 'a'.repeat(2000)
  aws.buckets.put(bucket, 'dist/a.js', text, { 'Content-Type': 'text/javascript' })
  aws.buckets.put(bucket, 'dist/a.png', text, { 'Content-Type': 'image/png' })
  expect(brotliDecompressSync(await rawBytes('/a.js', 'br, gzip')).toString()).toBe(text)
  expect((await rawBytes('/a.js', 'identity')).toString()).toBe(text)
  expect((await rawBytes('/a.png', 'br')).toString()).toBe(text)
})

test('an edge only reads, and a disabled distribution does nothing', async () => {
  await open()
  expect((await fetch(url, { method: 'POST', body: 'x' })).status).toBe(403)
  publish('dist/index.html', 'home')
  await open({ enabled: false })
  expect((await fetch(url)).status).toBe(403)
})

async function rawGet(path: string): Promise<string> {
  return (await rawBytes(path, 'identity')).toString()
}

/** A visit whose path nobody tidies up and whose body nobody decodes. */
function rawBytes(path: string, accepted: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const visit = request({ hostname, port, path, headers: { 'Accept-Encoding': accepted } }, async (answer) => {
      resolve(Buffer.concat(await answer.toArray()))
    })
    visit.once('error', reject).end()
  })
}

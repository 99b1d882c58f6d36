import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeEach, expect, test } from '@jest/globals'

import { type DistributionOptions, startLocalAws } from '../../local/index.ts'
import { emptyBucket, openSite, visitsTo } from './site.ts'
import { untouched } from './untouched.ts'

const aws = await startLocalAws()
const TEXT = 'a'.repeat(2000)

beforeEach(() => emptyBucket(aws))
afterAll(() => aws.close())

/** The encoding in which a script of 2,000 bytes arrives at a viewer that takes both. */
async function encodingOf(options: Partial<DistributionOptions>, headers: Record<string, string> = {}, body = TEXT) {
  const { distribution } = await openSite(aws, { compress: true, cachePolicy: 'CachingOptimized', ...options })
  aws.buckets.put('site', 'dist/a.js', body, { 'Content-Type': 'text/javascript; charset=utf-8', ...headers })
  const answer = await fetch(`${distribution.url}/a.js`, { headers: { 'Accept-Encoding': 'br, gzip' } })
  await answer.body?.cancel()
  return answer.headers.get('content-encoding')
}

test('text is compressed for viewers that accept it, where the distribution says so', async () => {
  const { distribution } = await openSite(aws, { compress: true, cachePolicy: 'CachingOptimized' })
  aws.buckets.put('site', 'dist/a.js', TEXT, { 'Content-Type': 'text/javascript' })
  aws.buckets.put('site', 'dist/a.png', TEXT, { 'Content-Type': 'image/png' })
  const bytes = (path: string, accepted: string) => untouched(distribution.url, path, accepted)
  expect(brotliDecompressSync(await bytes('/a.js', 'br, gzip')).toString()).toBe(TEXT)
  expect(gunzipSync(await bytes('/a.js', 'gzip')).toString()).toBe(TEXT)
  expect((await bytes('/a.js', 'identity')).toString()).toBe(TEXT)
  expect((await bytes('/a.png', 'br')).toString()).toBe(TEXT)
})

test('what the origin encoded itself is passed on as it is', async () => {
  const { distribution } = await openSite(aws, { compress: true, cachePolicy: 'CachingOptimized' })
  const headers = { 'Content-Type': 'text/javascript', 'Content-Encoding': 'x-own' }
  aws.buckets.put('site', 'dist/a.js', TEXT, headers)
  expect(await untouched(distribution.url, '/a.js', 'br')).toHaveLength(2000)
})

test('a policy names the encodings; the older settings know gzip alone', async () => {
  aws.distributions.createPolicy({ name: 'brotli-only', brotli: true })
  expect(await encodingOf({})).toBe('br')
  expect(await encodingOf({ cachePolicy: 'brotli-only' })).toBe('br')
  expect(await encodingOf({ cachePolicy: 'CachingOptimizedForUncompressedObjects' })).toBeNull()
  const older = await aws.distributions.create({ bucket: 'site', compress: true, minTtl: 0 })
  const answer = await fetch(`${older.url}/a.js`, { headers: { 'Accept-Encoding': 'br, gzip' } })
  expect(answer.headers.get('content-encoding')).toBe('gzip')
})

test('what may not be kept is not compressed', async () => {
  const cachePolicy = 'UseOriginCacheControlHeaders'
  expect(await encodingOf({ cachePolicy }, { 'Cache-Control': 'max-age=60' })).toBe('br')
  expect(await encodingOf({ cachePolicy }, { 'Cache-Control': 'no-cache' })).toBeNull()
  expect(await encodingOf({ cachePolicy: 'CachingDisabled' })).toBeNull()
})

test.each([
  [999, null],
  [1000, 'br'],
  [10_000_000, 'br'],
  [10_000_001, null],
])('%i bytes are compressed as %s', async (size, encoding) => {
  expect(await encodingOf({}, {}, 'a'.repeat(size))).toBe(encoding)
})

test.each([
  ['application/wasm', 'br'],
  ['application/manifest+json', null],
  ['text/markdown', null],
])('%s is compressed as %s', async (type, encoding) => {
  expect(await encodingOf({}, { 'Content-Type': type })).toBe(encoding)
})

test('a page that stands in for a missing one is compressed too', async () => {
  const errorResponses = [{ code: 403, page: '/404.html', responseCode: 404 }]
  const { distribution } = await openSite(aws, { compress: true, cachePolicy: 'CachingOptimized', errorResponses })
  aws.buckets.put('site', 'dist/404.html', TEXT, { 'Content-Type': 'text/html' })
  expect(brotliDecompressSync(await untouched(distribution.url, '/none', 'br')).toString()).toBe(TEXT)
  expect(await visitsTo(distribution.url)('/none')).toBe(`404 ${TEXT} Error`)
})

import { request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeEach, expect, test } from '@jest/globals'

import { startLocalAws } from '../../local/index.ts'
import { emptyBucket, openSite, publish } from './site.ts'

const aws = await startLocalAws()

beforeEach(() => emptyBucket(aws))
afterAll(() => aws.close())

test('an address is decoded once, and its dots and slashes are left alone', async () => {
  const { visit, distribution } = await openSite(aws)
  publish(aws, 'dist/a b+ü%20.txt', 'odd')
  publish(aws, 'dist/x/../y//z', 'raw')
  expect(await visit('/a%20b+%C3%BC%2520.txt')).toBe('200 odd Miss')
  expect((await untouched(distribution.url, '/x/../y//z', 'identity')).toString()).toBe('raw')
})

test('a viewer who has the copy already gets a 304', async () => {
  const { visit, distribution } = await openSite(aws)
  publish(aws, 'dist/a', 'one', 'max-age=60')
  const etag = (await fetch(`${distribution.url}/a`)).headers.get('etag') ?? ''
  expect(await visit('/a', { 'If-None-Match': etag })).toBe('304  Hit')
  expect(await visit('/a', { 'If-None-Match': '"other"' })).toBe('200 one Hit')
})

test('a viewer may ask by date', async () => {
  const { visit } = await openSite(aws)
  publish(aws, 'dist/a', 'one', 'max-age=60')
  const hour = 3_600_000
  expect(await visit('/a', { 'If-Modified-Since': new Date(Date.now() + hour).toUTCString() })).toBe('304  Miss')
  expect(await visit('/a', { 'If-Modified-Since': new Date(Date.now() - hour).toUTCString() })).toBe('200 one Hit')
})

test('a viewer may ask for a part', async () => {
  const { visit } = await openSite(aws)
  publish(aws, 'dist/a', '0123456789')
  expect(await visit('/a', { Range: 'bytes=2-4' })).toBe('206 234 Miss')
  expect(await visit('/a', { Range: 'bytes=50-' })).toBe('416  Hit')
})

test('text is compressed for viewers that accept it, where the distribution says so', async () => {
  const { distribution } = await openSite(aws, { compress: true, cachePolicy: 'CachingOptimized' })
  const text = 'a'.repeat(2000)
  aws.buckets.put('site', 'dist/a.js', text, { 'Content-Type': 'text/javascript' })
  aws.buckets.put('site', 'dist/a.png', text, { 'Content-Type': 'image/png' })
  const bytes = (path: string, accepted: string) => untouched(distribution.url, path, accepted)
  expect(brotliDecompressSync(await bytes('/a.js', 'br, gzip')).toString()).toBe(text)
  expect(gunzipSync(await bytes('/a.js', 'gzip')).toString()).toBe(text)
  expect((await bytes('/a.js', 'identity')).toString()).toBe(text)
  expect((await bytes('/a.png', 'br')).toString()).toBe(text)
})

test('what the origin encoded itself is passed on as it is', async () => {
  const { distribution } = await openSite(aws, { compress: true, cachePolicy: 'CachingOptimized' })
  const headers = { 'Content-Type': 'text/javascript', 'Content-Encoding': 'x-own' }
  aws.buckets.put('site', 'dist/a.js', 'a'.repeat(2000), headers)
  expect(await untouched(distribution.url, '/a.js', 'br')).toHaveLength(2000)
})

/** A visit whose path nobody tidies up and whose body nobody decodes. */
function untouched(url: string, path: string, accepted: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const visit = request({ hostname, port, path, headers: { 'Accept-Encoding': accepted } }, async (answer) => {
      resolve(Buffer.concat(await answer.toArray()))
    })
    visit.once('error', reject).end()
  })
}

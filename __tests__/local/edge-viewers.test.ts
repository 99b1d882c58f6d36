import { afterAll, beforeEach, expect, test } from '@jest/globals'

import { startLocalAws } from '../../local/index.ts'
import { emptyBucket, openSite, publish } from './site.ts'
import { untouched } from './untouched.ts'

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

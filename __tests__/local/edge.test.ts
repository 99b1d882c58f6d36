import { afterAll, beforeEach, expect, test } from '@jest/globals'

import { startLocalAws } from '../../local/index.ts'
import { emptyBucket, openSite, publish } from './site.ts'

const aws = await startLocalAws()

beforeEach(() => emptyBucket(aws))
afterAll(() => aws.close())

test('a copy is answered while it is fresh, and fetched again when it is not', async () => {
  const { visit } = await openSite(aws)
  publish(aws, 'dist/a.js', 'one', 'max-age=60')
  expect(await visit('/a.js')).toBe('200 one Miss')
  publish(aws, 'dist/a.js', 'two', 'max-age=60')
  aws.clock.advance(50_000)
  expect(await visit('/a.js')).toBe('200 one Hit')
  aws.clock.advance(11_000)
  expect(await visit('/a.js')).toBe('200 two Miss')
})

test('a stale copy that has not changed is refreshed', async () => {
  const { visit } = await openSite(aws)
  publish(aws, 'dist/a.js', 'one', 'max-age=60')
  await visit('/a.js')
  aws.clock.advance(61_000)
  expect([await visit('/a.js'), await visit('/a.js')]).toEqual(['200 one RefreshHit', '200 one Hit'])
})

test('new headers on unchanged bytes do not reach a copy by refreshing it', async () => {
  const { visit, distribution } = await openSite(aws)
  publish(aws, 'dist/a.js', 'one', 'max-age=60')
  await visit('/a.js')
  publish(aws, 'dist/a.js', 'one', 'max-age=5')
  aws.clock.advance(61_000)
  expect((await fetch(`${distribution.url}/a.js`)).headers.get('cache-control')).toBe('max-age=60')
})

test('no-cache asks the origin every time, no-store keeps nothing', async () => {
  const { visit } = await openSite(aws)
  publish(aws, 'dist/page', 'page', 'no-cache')
  publish(aws, 'dist/secret', 'secret', 'no-store')
  expect([await visit('/page'), await visit('/page')]).toEqual(['200 page Miss', '200 page RefreshHit'])
  expect([await visit('/secret'), await visit('/secret')]).toEqual(['200 secret Miss', '200 secret Miss'])
})

test('a floor keeps even what must not be kept', async () => {
  const { visit } = await openSite(aws, { minTtl: 30 })
  publish(aws, 'dist/page', 'one', 'no-store')
  await visit('/page')
  publish(aws, 'dist/page', 'two', 'no-store')
  expect(await visit('/page')).toBe('200 one Hit')
  aws.clock.advance(31_000)
  expect(await visit('/page')).toBe('200 two Miss')
})

test('stale-while-revalidate hands the old copy out once more, and fetches the new one behind it', async () => {
  const { visit } = await openSite(aws)
  publish(aws, 'dist/page', 'one', 'max-age=10, stale-while-revalidate=60')
  await visit('/page')
  publish(aws, 'dist/page', 'two', 'max-age=10, stale-while-revalidate=60')
  aws.clock.advance(30_000)
  expect([await visit('/page'), await visit('/page')]).toEqual(['200 one Hit', '200 two Hit'])
  publish(aws, 'dist/page', 'three', 'max-age=10, stale-while-revalidate=60')
  aws.clock.advance(71_000)
  expect(await visit('/page')).toBe('200 three Miss')
})

test('the age of a copy is told', async () => {
  const { visit, distribution } = await openSite(aws)
  publish(aws, 'dist/a.js', 'one', 'max-age=60')
  const age = async () => (await fetch(`${distribution.url}/a.js`)).headers.get('age')
  expect(await age()).toBeNull()
  aws.clock.advance(7_000)
  expect(Number(await age())).toBeGreaterThanOrEqual(7)
  expect(await visit('/a.js')).toBe('200 one Hit')
})

test('only the root has a default object', async () => {
  const { visit } = await openSite(aws)
  publish(aws, 'dist/index.html', 'home')
  publish(aws, 'dist/docs/index.html', 'docs')
  expect(await visit('/')).toBe('200 home Miss')
  expect((await visit('/docs/')).slice(0, 3)).toBe('403')
})

test('the origin path lies before the viewer path, and an empty one is the root of the bucket', async () => {
  publish(aws, 'index.html', 'root')
  publish(aws, 'dist/index.html', 'dist')
  const root = await openSite(aws, { originPath: '' })
  const dist = await openSite(aws, { originPath: '/dist' })
  expect([await root.visit('/'), await dist.visit('/')]).toEqual(['200 root Miss', '200 dist Miss'])
})

test('a missing key is a 403, or a 404 where the edge may list the bucket', async () => {
  const blind = await openSite(aws)
  const seeing = await openSite(aws, { listBucketAllowed: true })
  expect(await blind.visit('/none')).toMatch(/^403 .*<Code>AccessDenied<.* Error$/s)
  expect(await seeing.visit('/none')).toMatch(/^404 .*<Code>NoSuchKey<.* Error$/s)
})

test('a query string counts only where the distribution says so', async () => {
  publish(aws, 'dist/a', 'one', 'max-age=60')
  const plain = await openSite(aws)
  expect([await plain.visit('/a?v=1'), await plain.visit('/a?v=2')]).toEqual(['200 one Miss', '200 one Hit'])
  const exact = await openSite(aws, { queryStrings: true })
  expect([await exact.visit('/a?v=1'), await exact.visit('/a?v=2')]).toEqual(['200 one Miss', '200 one Miss'])
  expect(await exact.visit('/a?v=2')).toBe('200 one Hit')
})

test('an edge only reads, and a disabled distribution does nothing', async () => {
  publish(aws, 'dist/index.html', 'home')
  const { distribution } = await openSite(aws)
  expect((await fetch(distribution.url, { method: 'POST', body: 'x' })).status).toBe(403)
  const { visit } = await openSite(aws, { enabled: false })
  expect((await visit('/')).slice(0, 3)).toBe('403')
})

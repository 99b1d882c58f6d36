import { afterAll, beforeEach, expect, test } from '@jest/globals'

import { type DistributionOptions, startLocalAws } from '../../local/index.ts'
import { emptyBucket, openSite, publish } from './site.ts'

const aws = await startLocalAws()

aws.buckets.create('media')
beforeEach(() => emptyBucket(aws))
afterAll(() => aws.close())

const media = { id: 'media', bucket: 'media', path: '/v1' }

test('the first behaviour whose pattern covers the path says which origin is asked', async () => {
  const behaviors = [{ pattern: '/media/private/*' }, { pattern: '/media/*', origin: 'media' }]
  const { visit } = await openSite(aws, { origins: [media], behaviors })
  aws.buckets.put('media', 'v1/media/a.png', 'picture')
  publish(aws, 'dist/media/private/a.png', 'private')
  publish(aws, 'dist/a.png', 'site')
  expect(await visit('/media/a.png')).toBe('200 picture Miss')
  expect(await visit('/media/private/a.png')).toBe('200 private Miss')
  expect(await visit('/a.png')).toBe('200 site Miss')
})

test('a pattern is not compared with the query string', async () => {
  const { visit } = await openSite(aws, { origins: [media], behaviors: [{ pattern: '*.png', origin: 'media' }] })
  aws.buckets.put('media', 'v1/a.png', 'picture')
  publish(aws, 'dist/a', 'site')
  expect([await visit('/a.png?v=1'), await visit('/a?b.png')]).toEqual(['200 picture Miss', '200 site Miss'])
})

test('each behaviour keeps copies for its own time', async () => {
  const { visit } = await openSite(aws, {
    minTtl: 0,
    behaviors: [{ pattern: '/assets/*', minTtl: 60, maxTtl: 120, defaultTtl: 60 }],
  })
  publish(aws, 'dist/assets/a.js', 'one', 'no-cache')
  publish(aws, 'dist/index.html', 'one', 'no-cache')
  await visit('/assets/a.js')
  await visit('/')
  publish(aws, 'dist/assets/a.js', 'two', 'no-cache')
  publish(aws, 'dist/index.html', 'two', 'no-cache')
  expect([await visit('/assets/a.js'), await visit('/')]).toEqual(['200 one Hit', '200 two Miss'])
})

test('the page for an error is fetched and kept by the rules of its own path', async () => {
  const { visit } = await openSite(aws, {
    origins: [media],
    errorResponses: [{ code: 403, page: '/errors/403.html', ttl: 5 }],
    behaviors: [{ pattern: '/errors/*', origin: 'media', minTtl: 0, maxTtl: 20 }],
  })
  aws.buckets.put('media', 'v1/errors/403.html', 'one', { 'Cache-Control': 'max-age=600' })
  expect(await visit('/none')).toBe('403 one Error')
  aws.buckets.put('media', 'v1/errors/403.html', 'two', { 'Cache-Control': 'max-age=600' })
  aws.clock.advance(19_000)
  expect(await visit('/none')).toBe('403 one Error')
  aws.clock.advance(2000)
  expect(await visit('/none')).toBe('403 two Error')
})

test('in a group the second origin is asked where the first answers a status of its failover', async () => {
  const group = (statuses: number[]): Partial<DistributionOptions> => ({
    origin: 'both',
    origins: [media],
    originGroups: [{ id: 'both', members: ['media', 'site'], statuses }],
  })
  publish(aws, 'dist/a', 'second')
  publish(aws, 'dist/b', 'second')
  aws.buckets.put('media', 'v1/b', 'first')
  const willing = await openSite(aws, group([403, 404]))
  expect([await willing.visit('/a'), await willing.visit('/b')]).toEqual(['200 second Miss', '200 first Miss'])
  const strict = await openSite(aws, group([500]))
  expect((await strict.visit('/a')).slice(0, 3)).toBe('403')
})

test('only the named parts of a query string count, in the order in which they come', async () => {
  const { visit } = await openSite(aws, { queryStrings: ['v', 'w'] })
  publish(aws, 'dist/a', 'one', 'max-age=60')
  expect(await visit('/a?v=1&utm=x')).toBe('200 one Miss')
  expect(await visit('/a?utm=y&v=1')).toBe('200 one Hit')
  expect(await visit('/a?v=2')).toBe('200 one Miss')
  expect(await visit('/a?w=1&v=1')).toBe('200 one Miss')
  expect(await visit('/a?v=1&w=1')).toBe('200 one Miss')
})

test('a policy tells copies apart by headers and cookies where it says so', async () => {
  const { visit } = await openSite(aws, { cachePolicy: 'UseOriginCacheControlHeaders' })
  publish(aws, 'dist/a', 'one', 'max-age=60')
  expect(await visit('/a', { Cookie: 'who=1' })).toBe('200 one Miss')
  expect(await visit('/a', { Cookie: 'who=2' })).toBe('200 one Miss')
  expect(await visit('/a?x', { Cookie: 'who=2' })).toBe('200 one Hit')
})

test('CachingDisabled keeps nothing but errors', async () => {
  const { visit } = await openSite(aws, { cachePolicy: 'CachingDisabled' })
  publish(aws, 'dist/a', 'one', 'max-age=600')
  expect([await visit('/a'), await visit('/a')]).toEqual(['200 one Miss', '200 one Miss'])
  await visit('/b')
  publish(aws, 'dist/b', 'late')
  expect((await visit('/b')).slice(0, 3)).toBe('403')
})

test.each<[string, Partial<DistributionOptions>]>([
  ['There is no origin elsewhere', { behaviors: [{ pattern: '/a/*', origin: 'elsewhere' }] }],
  ['There is no origin nowhere', { originGroups: [{ id: 'g', members: ['site', 'nowhere'], statuses: [404] }] }],
  ['There is no cache policy Unheard', { cachePolicy: 'Unheard' }],
  ['has a cache policy and settings beside it', { cachePolicy: 'CachingDisabled', minTtl: 1 }],
  ['There is no location IAD', { locations: ['FRA'], invalidationSeconds: { IAD: 1 } }],
])('a distribution that does not hold together is refused: %s', async (message, options) => {
  await expect(aws.distributions.create({ bucket: 'site', ...options })).rejects.toThrow(message)
})

import { CreateInvalidationCommand } from '@aws-sdk/client-cloudfront'
import { afterAll, beforeEach, expect, test } from '@jest/globals'

import { type DistributionOptions, startLocalAws } from '../../local/index.ts'
import { cloudFrontFor, outcomeOf } from './clients.ts'
import { emptyBucket, openSite, publish, type Site } from './site.ts'

const aws = await startLocalAws()
const cloudFront = cloudFrontFor(aws)
let site: Site
let references = 0

beforeEach(() => emptyBucket(aws))
afterAll(() => aws.close())

/** A site that answers deep links with its page. */
async function open(options: Partial<DistributionOptions> = {}): Promise<Site['visit']> {
  site = await openSite(aws, { errorResponses: [{ code: 403, page: '/index.html', responseCode: 200 }], ...options })
  return site.visit
}

function publishPage(body: string, cacheControl = 'no-cache'): void {
  publish(aws, 'dist/index.html', body, cacheControl)
}

function invalidate(...Items: string[]): Promise<unknown> {
  references += 1
  const InvalidationBatch = { CallerReference: `r${references}`, Paths: { Quantity: Items.length, Items } }
  return cloudFront.send(new CreateInvalidationCommand({ DistributionId: site.distribution.id, InvalidationBatch }))
}

test('a page stands in for an error and is kept under the address that was asked for', async () => {
  const visit = await open()
  publishPage('one')
  expect(await visit('/orders/7')).toBe('200 one Error')
  publishPage('two')
  expect(await visit('/orders/7')).toBe('200 one Error')
  expect(await visit('/orders/8')).toBe('200 two Error')
  aws.clock.advance(11_000)
  expect(await visit('/orders/7')).toBe('200 two Error')
})

test.each([
  [403, false],
  [404, true],
])('no-cache on the page does not shorten the time a %i is kept', async (code, listBucketAllowed) => {
  const errorResponses = [{ code, page: '/index.html', responseCode: 200, ttl: 300 }]
  const visit = await open({ listBucketAllowed, errorResponses })
  publishPage('one', 'no-cache')
  await visit('/orders/7')
  publishPage('two', 'no-cache')
  aws.clock.advance(200_000)
  expect(await visit('/orders/7')).toBe('200 one Error')
})

test('invalidating the page does not reach the addresses it stands in for; a wildcard does', async () => {
  const visit = await open({ errorResponses: [{ code: 403, page: '/index.html', responseCode: 200, ttl: 300 }] })
  publishPage('one')
  await visit('/orders/7')
  publishPage('two')
  await invalidate('/index.html')
  expect(await visit('/orders/7')).toBe('200 one Error')
  await invalidate('/*')
  expect(await visit('/orders/7')).toBe('200 two Error')
})

test('a missing file stays missing after it is published, until the error is forgotten', async () => {
  const visit = await open({ errorResponses: [] })
  expect((await visit('/new.js')).slice(0, 3)).toBe('403')
  publish(aws, 'dist/new.js', 'new')
  expect((await visit('/new.js')).slice(0, 3)).toBe('403')
  aws.clock.advance(11_000)
  expect(await visit('/new.js')).toBe('200 new Miss')
})

test('a page that cannot be had leaves the error as it was', async () => {
  const visit = await open()
  expect(await visit('/orders/7')).toMatch(/^403 .*AccessDenied/s)
})

test('a page without a status of its own keeps that of the error', async () => {
  const visit = await open({ errorResponses: [{ code: 403, page: '/index.html' }] })
  publishPage('sorry')
  expect(await visit('/orders/7')).toBe('403 sorry Error')
})

test('a path is invalidated exactly: the root and its object are two', async () => {
  const visit = await open()
  publishPage('one', 'max-age=600')
  await visit('/')
  await visit('/index.html')
  publishPage('two', 'max-age=600')
  await invalidate('/index.html')
  expect([await visit('/'), await visit('/index.html')]).toEqual(['200 one Hit', '200 two Miss'])
  await invalidate('/')
  expect(await visit('/')).toBe('200 two Miss')
})

test('an invalidation takes effect when it completes, also on what was cached meanwhile', async () => {
  const visit = await open({ invalidationSeconds: 20 })
  publishPage('one', 'max-age=600')
  await visit('/')
  await invalidate('/*')
  publishPage('two', 'max-age=600')
  await visit('/fresh')
  expect(site.distribution.invalidations.map(({ status }) => status)).toEqual(['InProgress'])
  expect(await visit('/')).toBe('200 one Hit')
  aws.clock.advance(20_000)
  expect(site.distribution.invalidations.map(({ status, paths }) => [status, ...paths])).toEqual([['Completed', '/*']])
  expect([await visit('/'), await visit('/')]).toEqual(['200 two Miss', '200 two Hit'])
})

test('no more than 15 wildcards and 3,000 paths are in progress at one time', async () => {
  await open({ invalidationSeconds: 20 })
  const paths = (count: number, end = '') => Array.from({ length: count }, (_, index) => `/${index}${end}`)
  expect(await outcomeOf(invalidate(...paths(15, '*'), ...paths(3000)))).toBe('done')
  expect(await outcomeOf(invalidate('/one*'))).toBe('400 TooManyInvalidationsInProgress')
  expect(await outcomeOf(invalidate('/one'))).toBe('400 TooManyInvalidationsInProgress')
  aws.clock.advance(20_000)
  expect(await outcomeOf(invalidate('/one*', '/one'))).toBe('done')
})

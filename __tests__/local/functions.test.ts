import { CreateInvalidationCommand } from '@aws-sdk/client-cloudfront'
import { afterAll, beforeEach, expect, test } from '@jest/globals'
import { rewritten } from '../../local/edge/rewrites.ts'
import { type DistributionOptions, pageOfApp, pageOfFolder, startLocalAws } from '../../local/index.ts'
import { cloudFrontFor } from './clients.ts'
import { emptyBucket, openSite, publish, type Site } from './site.ts'

const aws = await startLocalAws()
const cloudFront = cloudFrontFor(aws)
let site: Site
let references = 0

beforeEach(() => emptyBucket(aws))
afterAll(() => aws.close())

async function open(functions: DistributionOptions['functions'] = {}): Promise<Site['visit']> {
  site = await openSite(aws, { functions })
  return site.visit
}

function invalidate(...Items: string[]): Promise<unknown> {
  references += 1
  const InvalidationBatch = { CallerReference: `r${references}`, Paths: { Quantity: Items.length, Items } }
  return cloudFront.send(new CreateInvalidationCommand({ DistributionId: site.distribution.id, InvalidationBatch }))
}

test.each([
  [pageOfApp, '/', '/index.html'],
  [pageOfApp, '/orders/7', '/index.html'],
  [pageOfApp, '/orders/', '/index.html'],
  [pageOfApp, '/assets/a.js', '/assets/a.js'],
  [pageOfApp, '/v1.2/orders', '/index.html'],
  [pageOfFolder, '/', '/index.html'],
  [pageOfFolder, '/docs/', '/docs/index.html'],
  [pageOfFolder, '/docs', '/docs/index.html'],
  [pageOfFolder, '/docs/a.js', '/docs/a.js'],
])('a table makes of a path what its first fitting line says (%#)', (table, path, answer) => {
  expect(rewritten(path, table)).toBe(answer)
})

test('a viewer-request function comes before the cache: all its addresses share one copy', async () => {
  const visit = await open({ viewerRequest: pageOfApp })
  publish(aws, 'dist/index.html', 'one', 'max-age=600')
  expect([await visit('/orders/7'), await visit('/orders/8'), await visit('/')]).toEqual([
    '200 one Miss',
    '200 one Hit',
    '200 one Hit',
  ])
  expect((await visit('/missing.js')).slice(0, 3)).toBe('403')
})

test('what a viewer-request function has changed is invalidated by the address after the change, not before', async () => {
  const visit = await open({ viewerRequest: pageOfApp })
  publish(aws, 'dist/index.html', 'one', 'max-age=600')
  await visit('/orders/7')
  publish(aws, 'dist/index.html', 'two', 'max-age=600')
  await invalidate('/orders/7', '/')
  expect(await visit('/orders/7')).toBe('200 one Hit')
  await invalidate('/index.html')
  expect(await visit('/orders/7')).toBe('200 two Miss')
})

test('an origin-request function comes after the cache: a page is kept under each address it was asked for', async () => {
  const visit = await open({ originRequest: pageOfFolder })
  publish(aws, 'dist/docs/index.html', 'one', 'max-age=600')
  expect([await visit('/docs'), await visit('/docs/'), await visit('/docs')]).toEqual([
    '200 one Miss',
    '200 one Miss',
    '200 one Hit',
  ])
  publish(aws, 'dist/docs/index.html', 'two', 'max-age=600')
  await invalidate('/docs/index.html', '/docs')
  expect([await visit('/docs'), await visit('/docs/')]).toEqual(['200 two Miss', '200 one Hit'])
})

test('an origin-request function sees the default root object, not the slash', async () => {
  const visit = await open({ originRequest: [[/^\/index\.html$/, '/en/index.html']] })
  publish(aws, 'dist/en/index.html', 'english')
  expect(await visit('/')).toBe('200 english Miss')
})

test('what a function makes of a path does not choose the behaviour again', async () => {
  aws.buckets.create('media')
  aws.buckets.put('media', 'media/a', 'media')
  publish(aws, 'dist/media/a', 'site')
  const { visit } = await openSite(aws, {
    functions: { viewerRequest: [[/^\/a$/, '/media/a']] },
    origins: [{ id: 'media', bucket: 'media', path: '' }],
    behaviors: [{ pattern: '/media/*', origin: 'media' }],
  })
  expect(await visit('/a')).toBe('200 site Miss')
})

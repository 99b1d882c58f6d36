// What a deploy promises, each shown by the built action and the requests that it made.

import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { BUCKET, openStage, type Stage, site, writes } from './support/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

test('a first deploy puts files before pages, and the root entry last', async () => {
  const result = await stage.deploy(site(1))

  expect(result.exitCode).toBe(0)
  expect(result.outputs).toMatchObject({
    changed: 'true',
    uploaded: '5',
    'headers-updated': '0',
    deleted: '0',
    unchanged: '0',
    'invalidation-ids': '',
    'invalidation-status': 'none',
    url: 'https://shop.example.com',
    outcome: 'deployed',
  })
  const order = writes(stage)
  expect(order.slice(0, 3).sort()).toEqual(['app.js', 'lazy.js', 'logo.svg'].map((name) => `PutObject dist/${name}`))
  expect(order.slice(3)).toEqual(['PutObject dist/about/index.html', 'PutObject dist/index.html'])
})

test('a second deploy overwrites what changed, pages last, and has exactly their addresses fetched anew', async () => {
  await stage.deploy(site(1))
  stage.aws.journal.clear()
  const result = await stage.deploy(site(2))

  expect(writes(stage)).toEqual(
    [
      'PutObject dist/app.js',
      'PutObject dist/about/index.html',
      'PutObject dist/index.html',
      'CreateInvalidation /about /about/ /about/index.html /app.js / /index.html',
    ].map((line) => (line.startsWith('Create') ? expect.stringMatching(/^CreateInvalidation/) : line)),
  )
  expect(result.outputs['invalidation-paths']?.split('\n').sort()).toEqual(
    ['/', '/about', '/about/', '/about/index.html', '/app.js', '/index.html'].sort(),
  )
  expect(result.outputs).toMatchObject({ uploaded: '3', unchanged: '2', 'invalidation-status': 'completed' })
})

test('every put carries the state that it was planned from', async () => {
  await stage.deploy(site(1))
  await stage.deploy(site(2))
  const conditions = stage.aws.journal
    .of('PutObject')
    .map(({ key, headers }) => [key, headers['if-none-match'] ?? (headers['if-match'] ? 'If-Match' : 'none')])

  expect(conditions.slice(0, 5).every(([, condition]) => condition === '*')).toBe(true)
  expect(conditions.slice(5).every(([, condition]) => condition === 'If-Match')).toBe(true)
  expect(conditions).toHaveLength(8)
})

test('a deploy of what is live already writes nothing and says so', async () => {
  await stage.deploy(site(1))
  stage.aws.journal.clear()
  const result = await stage.deploy(site(1))

  expect(stage.aws.journal.writes()).toEqual([])
  expect(result.outputs).toMatchObject({ changed: 'false', uploaded: '0', unchanged: '5', outcome: 'unchanged' })
  expect(result.summary).toContain('Nothing to deploy')
})

test('mode plan shows every change with its reason and writes nothing', async () => {
  await stage.deploy(site(1))
  stage.aws.journal.clear()
  const result = await stage.deploy({ ...site(2), 'new.css': 'a{}' }, { inputs: { mode: 'plan' } })

  expect(stage.aws.journal.writes()).toEqual([])
  expect(
    result.plan?.steps
      .filter(({ kind }) => kind !== 'invalidate')
      .map(({ wave, path, reason }) => [wave, path, reason]),
  ).toEqual([
    ['add', 'new.css', 'new'],
    ['switch', 'app.js', 'content changed'],
    ['switch', 'about/index.html', 'content changed'],
    ['switch', 'index.html', 'content changed'],
  ])
  expect(result.outputs).toMatchObject({ changed: 'false', uploaded: '0', outcome: 'planned' })
  expect(result.log).toContain('+ dist/new.css (3 B, public, max-age=300): new')
})

test('a header that is wanted otherwise is set by a copy onto itself, without an upload', async () => {
  await stage.deploy(site(1))
  stage.aws.journal.clear()
  const headers = '**/*.svg  Cache-Control: public, max-age=86400\nlogo.svg  x-amz-meta-source: brand'
  const result = await stage.deploy(site(1), { inputs: { headers } })

  expect(writes(stage)).toEqual(['CopyObject dist/logo.svg', 'CreateInvalidation /logo.svg'])
  expect(stage.aws.journal.of('CopyObject')[0]?.headers).toMatchObject({
    'x-amz-metadata-directive': 'REPLACE',
    'x-amz-copy-source-if-match': expect.stringMatching(/^"[0-9a-f]{32}"$/),
  })
  expect(stage.aws.buckets.get(BUCKET, 'dist/logo.svg')?.headers).toMatchObject({
    'Cache-Control': 'public, max-age=86400',
    'Content-Type': expect.stringContaining('image/svg+xml'),
    'x-amz-meta-source': 'brand',
  })
  expect(result.outputs).toMatchObject({ uploaded: '0', 'headers-updated': '1', changed: 'true' })
  expect(result.plan?.steps[0]?.reason).toBe('cache-control and x-amz-meta-source changed')
})

test('re-publishing an older build puts exactly that build back', async () => {
  await stage.deploy(site(1))
  await stage.deploy(site(2))
  const result = await stage.deploy(site(1))

  expect(result.outputs).toMatchObject({ outcome: 'deployed', uploaded: '3' })
  for (const [path, content] of Object.entries(site(1))) {
    expect(stage.aws.buckets.get(BUCKET, `dist/${path}`)?.body.toString()).toBe(content)
  }
})

test('what the build no longer has is reported and kept', async () => {
  await stage.deploy(site(1))
  const { 'lazy.js': _, ...rest } = site(2)
  const result = await stage.deploy(rest)

  expect(stage.live()).toContain('lazy.js')
  expect(result.plan?.unknown).toEqual(['dist/lazy.js'])
  expect(result.log).toContain('? dist/lazy.js (9 B)')
})

test('two prefixes of one bucket never touch each other, not even app and app2', async () => {
  await stage.deploy(site(1), { inputs: { prefix: 'app2' } })
  stage.aws.journal.clear()
  const result = await stage.deploy(site(2), { inputs: { prefix: 'app', distribution: '' } })

  expect(result.plan?.unknown).toEqual([])
  expect(writes(stage).every((line) => line.startsWith('PutObject app/'))).toBe(true)
  expect(stage.aws.buckets.get(BUCKET, 'app2/index.html')?.body.toString()).toContain('<title>1</title>')
})

test('a whole bucket is deployed with the prefix /', async () => {
  const result = await stage.deploy(site(1), { inputs: { prefix: '/', distribution: '' } })

  expect(result.exitCode).toBe(0)
  expect(stage.aws.buckets.keys(BUCKET)).toContain('index.html')
})

test('no request ever carries an ACL', async () => {
  await stage.deploy(site(1))
  await stage.deploy(site(2), { inputs: { headers: '** Cache-Control: no-cache' } })

  expect(stage.aws.journal.entries.filter(({ headers, query }) => 'x-amz-acl' in headers || 'acl' in query)).toEqual([])
})

test('2,500 objects are listed to the end, and none of them is sent twice', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 2500 }, (_, index) => [`icons/${index}.svg`, `<svg id="${index}"/>`]),
  )
  const first = await stage.deploy({ ...site(1), ...many })
  stage.aws.journal.clear()
  const second = await stage.deploy({ ...site(1), ...many })

  expect(first.outputs.uploaded).toBe('2505')
  expect(second.outputs).toMatchObject({ uploaded: '0', unchanged: '2505', outcome: 'unchanged' })
  expect(stage.aws.journal.of('ListObjectsV2')).toHaveLength(3)
})

test('ngsw.json goes live after the invalidation is complete, and is then fetched anew itself', async () => {
  const worker = (version: number) => ({
    ...site(version),
    'ngsw.json': `{"timestamp":${version}}`,
    'ngsw-worker.js': `//${version}`,
  })
  await stage.deploy(worker(1))
  stage.aws.journal.clear()
  const result = await stage.deploy(worker(2))

  const lines = writes(stage)
  expect(lines.at(-2)).toBe('PutObject dist/ngsw.json')
  expect(lines.at(-1)).toBe('CreateInvalidation /ngsw.json')
  expect(lines.at(-3)).toMatch(/^CreateInvalidation .*\/index.html/)
  expect(lines.indexOf('PutObject dist/ngsw-worker.js')).toBeGreaterThan(lines.indexOf('PutObject dist/app.js'))
  expect(result.outputs['invalidation-ids']?.split('\n')).toHaveLength(2)
})

// What a deploy promises, each shown by the built action and the requests that it made.

import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { siteWrites } from './support/journal.ts'
import { BUCKET, openStage, type Stage, site, without, writes } from './support/stage.ts'

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
    url: stage.distribution.url,
    verified: 'true',
    release: '1',
    'previous-release': '',
    'rolled-back': 'false',
    outcome: 'deployed',
  })
  const order = siteWrites(stage)
  expect(order.slice(0, 3).sort()).toEqual(['app.js', 'lazy.js', 'logo.svg'].map((name) => `PutObject dist/${name}`))
  expect(order.slice(3)).toEqual(['PutObject dist/about/index.html', 'PutObject dist/index.html'])
})

test('a second deploy overwrites what changed, pages last, and has exactly their addresses fetched anew', async () => {
  await stage.deploy(site(1))
  stage.aws.journal.clear()
  const result = await stage.deploy(site(2))

  expect(siteWrites(stage)).toEqual([
    'PutObject dist/app.js',
    'PutObject dist/about/index.html',
    'PutObject dist/index.html',
    expect.stringMatching(/^CreateInvalidation/),
  ])
  expect(result.outputs['invalidation-paths']?.split('\n').sort()).toEqual(
    ['/', '/about', '/about/', '/about/index.html', '/app.js', '/index.html'].sort(),
  )
  expect(result.outputs).toMatchObject({ uploaded: '3', unchanged: '2', 'invalidation-status': 'completed' })
})

test('every put carries the state that it was planned from', async () => {
  await stage.deploy(site(1))
  await stage.deploy(site(2))
  const puts = stage.aws.journal.of('PutObject')
  const conditionsOf = (chosen: typeof puts): string[] =>
    chosen.map(({ headers }) => headers['if-none-match'] ?? (headers['if-match'] ? 'If-Match' : 'none'))
  const ofSite = conditionsOf(puts.filter(({ key }) => key?.startsWith('dist/')))

  expect(ofSite).toEqual(['*', '*', '*', '*', '*', 'If-Match', 'If-Match', 'If-Match'])
  expect(conditionsOf(puts)).not.toContain('none')
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
      .map(({ wave, kind, path, reason }) => [wave, kind, path, reason]),
  ).toEqual([
    ['add', 'upload', 'new.css', 'new'],
    ['add', 'keep', 'about/index.html', 'for earlier releases'],
    ['add', 'keep', 'app.js', 'for earlier releases'],
    ['add', 'keep', 'index.html', 'for earlier releases'],
    ['switch', 'upload', 'app.js', 'content changed'],
    ['switch', 'upload', 'about/index.html', 'content changed'],
    ['switch', 'upload', 'index.html', 'content changed'],
  ])
  expect(result.plan).toMatchObject({ state: `s3://${BUCKET}/.colt-deploy/dist/`, release: 2, current: 1 })
  expect(result.outputs).toMatchObject({ changed: 'false', uploaded: '0', outcome: 'planned' })
  expect(result.log).toContain('+ dist/new.css (3 B, public, max-age=300): new')
})

test('a header that is wanted otherwise is set by a copy onto itself, without an upload', async () => {
  await stage.deploy(site(1))
  stage.aws.journal.clear()
  const headers = '**/*.svg  Cache-Control: public, max-age=86400\nlogo.svg  x-amz-meta-source: brand'
  const result = await stage.deploy(site(1), { inputs: { headers } })

  expect(siteWrites(stage)).toEqual(['CopyObject dist/logo.svg', 'CreateInvalidation /logo.svg'])
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

test('a file that the build no longer has stays for open tabs, and a page leaves when nothing links to it any more', async () => {
  await stage.deploy({ ...site(1), 'news/index.html': 'news' })
  stage.aws.journal.clear()
  const result = await stage.deploy(without(site(2), 'lazy.js'))

  expect(stage.live()).toContain('lazy.js')
  expect(stage.live()).not.toContain('news/index.html')
  expect(siteWrites(stage).slice(-3)).toEqual([
    'PutObject dist/index.html',
    'DeleteObject dist/news/index.html',
    expect.stringMatching(/^CreateInvalidation .*\/news\/index\.html/),
  ])
  expect(result.outputs).toMatchObject({ deleted: '1', uploaded: '3' })
  expect(result.log).toContain('- dist/news/index.html (4 B): no longer in the release')
  expect(result.log).toContain('1 file of earlier releases kept')
})

test('what no release has put there is reported and kept, a page too', async () => {
  stage.aws.buckets.put(BUCKET, 'dist/report.pdf', 'by hand')
  stage.aws.buckets.put(BUCKET, 'dist/old/index.html', 'by hand')
  await stage.deploy(site(1))
  const result = await stage.deploy(site(2))

  expect(stage.live()).toEqual(expect.arrayContaining(['report.pdf', 'old/index.html']))
  expect(result.plan?.unknown).toEqual(['dist/old/index.html', 'dist/report.pdf'])
  expect(result.log).toContain('? dist/report.pdf (7 B)')
})

test('two prefixes of one bucket never touch each other, not even app and app2', async () => {
  await stage.deploy(site(1), { inputs: { prefix: 'app2', verify: 'false' } })
  stage.aws.journal.clear()
  const result = await stage.deploy(site(2), { inputs: { prefix: 'app', distribution: '' } })

  expect(result.plan?.unknown).toEqual([])
  expect(siteWrites(stage).every((line) => line.startsWith('PutObject app/'))).toBe(true)
  expect(writes(stage).filter((line) => line.includes('app2'))).toEqual([])
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
  expect(stage.aws.journal.of('ListObjectsV2').filter(({ query }) => query.prefix === 'dist/')).toHaveLength(3)
})

test('ngsw.json goes live after the invalidation is complete, and is then fetched anew where an edge holds it', async () => {
  const { id: distribution } = await stage.aws.distributions.create({ bucket: BUCKET, minTtl: 3600 })
  const worker = (version: number) => ({
    ...site(version),
    'ngsw.json': `{"timestamp":${version}}`,
    'ngsw-worker.js': `//${version}`,
  })
  await stage.deploy(worker(1), { inputs: { distribution } })
  stage.aws.journal.clear()
  const result = await stage.deploy(worker(2), { inputs: { distribution } })

  const lines = siteWrites(stage)
  expect(lines.at(-2)).toBe('PutObject dist/ngsw.json')
  expect(lines.at(-1)).toBe('CreateInvalidation /ngsw.json')
  expect(lines.at(-3)).toMatch(/^CreateInvalidation .*\/index.html/)
  expect(lines.indexOf('PutObject dist/ngsw-worker.js')).toBeGreaterThan(lines.indexOf('PutObject dist/app.js'))
  expect(result.outputs['invalidation-ids']?.split('\n')).toHaveLength(2)
})

// A release that fails after visitors could see something of it: what was live before comes back, or is left on purpose.

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { leaseOf, liveSite, recordOf, textOf } from './support/bucket.ts'
import { denied, fail, failOnce, type Target } from './support/faults.ts'
import { siteWrites } from './support/journal.ts'
import {
  BUCKET,
  commit,
  type Deployed,
  type Files,
  openStage,
  type Run,
  type Stage,
  site,
  without,
} from './support/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

/** Something for every stage of a deploy: the second has a file more, a page less, and another header for the logo. */
function build(version: number): Files {
  const files = {
    ...site(version),
    'docs.html': `docs ${version}`,
    'news.html': 'news',
    'new.js': 'new',
    'ngsw.json': `{"timestamp":${version}}`,
  }
  return without(files, version === 1 ? 'new.js' : 'news.html')
}

async function deploy(version: number, run: Run = {}): Promise<Deployed> {
  const headers = version === 1 ? '' : '*.svg Cache-Control: no-cache'
  return await stage.deploy(build(version), { ...run, env: commit(version), inputs: { headers, ...run.inputs } })
}

describe('a failure', () => {
  test.each<[string, Target]>([
    ['at a changed file', { operation: 'PutObject', path: 'app.js' }],
    ['at a header', { operation: 'CopyObject', path: 'logo.svg' }],
    ['at a page', { operation: 'PutObject', path: 'docs.html' }],
    ['at an inner entry', { operation: 'PutObject', path: 'about/index.html' }],
    ['at the entry page', { operation: 'PutObject', path: 'index.html' }],
    ['at a page that leaves', { operation: 'DeleteObject', path: 'news.html' }],
    ['at the invalidation', { operation: 'CreateInvalidation' }],
    ['at the service worker manifest', { operation: 'PutObject', path: 'ngsw.json' }],
  ])('%s puts back the release before, bytes and headers, and the next run deploys', async (_, target) => {
    await deploy(1)
    const released = liveSite(stage)
    if (target.path === undefined) failOnce(stage, target)
    const heal = fail(stage, { ...target, path: target.path ?? 'none' })
    const result = await deploy(2)
    const { 'dist/new.js': added, ...back } = liveSite(stage)
    const record = recordOf(stage)
    const lease = leaseOf(stage).state
    heal()
    const next = await deploy(2)

    expect(result.exitCode).toBe(1)
    expect(result.outputs).toMatchObject({
      outcome: 'failed',
      'rolled-back': 'true',
      release: '1',
      'previous-release': '',
    })
    expect(result.annotations.error.join('\n')).toMatch(
      /AccessDenied[\s\S]*\nRelease 2 was taken back: visitors see release 1 again\. Mend the cause, then deploy again\./,
    )
    expect(back).toEqual(released)
    expect(added).toBeDefined()
    expect(record).toMatchObject({ live: { sequence: 1 }, begun: [{ sequence: 2 }], hold: undefined })
    expect(lease).toBe('free')
    expect(next.outputs).toMatchObject({ outcome: 'deployed', release: '3', 'previous-release': '1' })
  })

  test('that is taken back has everything fetched anew that visitors may have seen of it', async () => {
    await deploy(1)
    fail(stage, { operation: 'PutObject', path: 'index.html' })
    const result = await deploy(2)

    expect(result.outputs['invalidation-paths']?.split('\n')).toEqual(
      expect.arrayContaining(['/app.js', '/docs.html', '/about/index.html', '/index.html', '/logo.svg']),
    )
    expect(siteWrites(stage).at(-1)).toMatch(/^CreateInvalidation/)
  })

  test('among new files leaves nothing to be taken back: visitors never saw it', async () => {
    await deploy(1)
    const released = liveSite(stage)
    stage.aws.journal.clear()
    fail(stage, { operation: 'PutObject', path: 'new.js' })
    const result = await deploy(2)

    expect(result.outputs).toMatchObject({ outcome: 'failed', 'rolled-back': 'false', release: '1' })
    expect(result.annotations.error.join('\n')).toContain('visitors see the site as it was')
    expect(liveSite(stage)).toEqual(released)
    expect(siteWrites(stage)).toEqual(['PutObject dist/new.js'])
  })

  test('of the first release ever leaves no page of it', async () => {
    fail(stage, { operation: 'PutObject', path: 'index.html' })
    const result = await deploy(1)

    expect(result.outputs).toMatchObject({ outcome: 'failed', 'rolled-back': 'true' })
    expect(result.annotations.error.join('\n')).toContain(
      'Release 1 was taken back: visitors see what was there before',
    )
    expect(stage.live().filter((path) => path.endsWith('.html'))).toEqual([])
  })

  test('of the first release onto a bucket that was filled by hand puts that back, bytes and headers', async () => {
    const page = { 'content-type': 'text/html', 'cache-control': 'max-age=60' }
    stage.aws.buckets.put(BUCKET, 'dist/about/index.html', 'old page', page)
    stage.aws.buckets.put(BUCKET, 'dist/app.js', 'old script')
    stage.aws.buckets.put(BUCKET, 'dist/logo.svg', site(1)['logo.svg'] ?? '', { 'content-type': 'image/svg' })
    const before = liveSite(stage)
    fail(stage, { operation: 'PutObject', path: 'index.html' })
    const result = await deploy(1)

    expect(result.outputs['rolled-back']).toBe('true')
    expect(liveSite(stage)).toMatchObject(before)
    expect(stage.live()).not.toContain('docs.html')
  })

  test('in an encrypted bucket is taken back just as well', async () => {
    stage.aws.buckets.create('encrypted', { encryption: 'aws:kms' })
    const inputs = { bucket: 'encrypted', distribution: '' }
    await deploy(1, { inputs })
    fail(stage, { operation: 'PutObject', path: 'index.html' })
    const result = await deploy(2, { inputs })

    expect(result.outputs).toMatchObject({ outcome: 'failed', 'rolled-back': 'true', release: '1' })
    expect(stage.aws.buckets.get('encrypted', 'dist/app.js')?.body.toString()).toBe(site(1)['app.js'])
    expect(stage.aws.buckets.get('encrypted', 'dist/about/index.html')?.body.toString()).toBe(
      site(1)['about/index.html'],
    )
  })

  test('at the record is no reason to take anything back: the next run records what is live', async () => {
    await deploy(1)
    let current = 0
    stage.aws.intercept(({ operation, key }) => {
      if (operation !== 'PutObject' || !key?.endsWith('/current.json')) return undefined
      current += 1
      return current === 1 ? denied : undefined
    })
    const result = await deploy(2)
    const then = liveSite(stage)
    stage.aws.journal.clear()
    const next = await deploy(2)

    expect(result.outputs).toMatchObject({ outcome: 'failed', 'rolled-back': 'false' })
    expect(result.annotations.error.join('\n')).toMatch(/Could not write .*current\.json: AccessDenied/)
    expect(then).toMatchObject({ 'dist/index.html': { body: site(2)['index.html'] } })
    expect(siteWrites(stage).filter((line) => !line.startsWith('CreateInvalidation'))).toEqual([])
    expect(next.outputs).toMatchObject({ outcome: 'deployed', release: '3', uploaded: '0' })
  })
})

test('a release that is taken back while CloudFront is not to be told says how to tell it, and the next run does', async () => {
  await deploy(1)
  const released = liveSite(stage)
  const heal = fail(stage, { operation: 'CreateInvalidation' })
  const result = await deploy(2)
  const { 'dist/new.js': _, ...back } = liveSite(stage)
  heal()
  stage.aws.journal.clear()
  const next = await deploy(1, { inputs: { 'allow-older': 'true' } })

  expect(result.outputs).toMatchObject({ outcome: 'failed', 'rolled-back': 'true', release: '1' })
  expect(result.annotations.error.join('\n')).toMatch(
    /cloudfront:CreateInvalidation[\s\S]*By hand: aws cloudfront create-invalidation[\s\S]*Release 2 was taken back/,
  )
  expect(back).toEqual(released)
  expect(siteWrites(stage)).toEqual([expect.stringMatching(/^CreateInvalidation .*\/app\.js/)])
  expect(next.outputs).toMatchObject({ outcome: 'deployed', uploaded: '0' })
})

describe('a release that cannot be taken back', () => {
  test('because S3 takes no copies is left as it is: both causes are named, and the next run finishes it', async () => {
    await deploy(1)
    const heals = [
      fail(stage, { operation: 'PutObject', path: 'index.html' }),
      fail(stage, { operation: 'CopyObject', path: 'app.js' }),
    ]
    const result = await deploy(2)
    for (const heal of heals) heal()
    const next = await deploy(2)

    expect(result.outputs).toMatchObject({ outcome: 'failed', 'rolled-back': 'false' })
    expect(result.annotations.error.join('\n')).toMatch(
      /upload .*index\.html: AccessDenied[\s\S]*Release 2 could not be taken back: .*the next run finishes it\.[\s\S]*restore .*app\.js: AccessDenied/,
    )
    expect(next.outputs.outcome).toBe('deployed')
    expect([textOf(stage, 'app.js'), textOf(stage, 'index.html')]).toEqual([site(2)['app.js'], site(2)['index.html']])
  })
})

test('on-failure: stop leaves a failed release as it is, and tells nobody of it', async () => {
  await deploy(1)
  stage.aws.journal.clear()
  fail(stage, { operation: 'PutObject', path: 'index.html' })
  const result = await deploy(2, { inputs: { 'on-failure': 'stop' } })

  expect(result.outputs).toMatchObject({ outcome: 'failed', 'rolled-back': 'false', changed: 'true', release: '1' })
  expect(result.annotations.error.join('\n')).toContain('Release 2 was left as it is: `on-failure` is stop')
  expect([textOf(stage, 'app.js'), textOf(stage, 'index.html')]).toEqual([site(2)['app.js'], site(1)['index.html']])
  expect(siteWrites(stage).at(-1)).toBe('PutObject dist/index.html')
  expect(leaseOf(stage).state).toBe('free')
})

test('a release that was left can be taken back by hand', async () => {
  await deploy(1)
  const released = liveSite(stage)
  const heal = fail(stage, { operation: 'PutObject', path: 'index.html' })
  await deploy(2, { inputs: { 'on-failure': 'stop' } })
  heal()
  const result = await stage.turn('rollback')
  const { 'dist/new.js': _, ...back } = liveSite(stage)

  expect(result.outputs).toMatchObject({ outcome: 'rolled-back', 'rolled-back': 'true' })
  expect(result.log).toContain('Back to release 1 ')
  expect(result.outputs['invalidation-paths']).toContain('/app.js')
  expect(back).toEqual(released)
})

// What other tools of this kind have got wrong, each named after what must not happen.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { fail } from './support/faults.ts'
import { siteWrites } from './support/journal.ts'
import { BUCKET, openStage, type Stage, site, writes } from './support/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

test('a file whose headers may not be read is never left out of a run that ends green', async () => {
  await stage.deploy(site(1))
  stage.aws.clock.advance(60_000)
  stage.aws.buckets.put(BUCKET, 'dist/lazy.js', 'export {}', { 'cache-control': 'no-store' })
  fail(stage, { operation: 'HeadObject' })
  const result = await stage.deploy(site(1))

  expect(result.exitCode).toBe(1)
  expect(result.annotations.error.join('\n')).toMatch(/Could not read the headers of .*The role needs s3:GetObject on/)
})

test('an older file is never skipped because the live one is younger', async () => {
  const old = await stage.workspace({ 'dist/index.html': 'old', 'dist/app.js': 'old' })
  await stage.deploy({ 'index.html': 'new', 'app.js': 'new' })
  stage.aws.clock.advance(60_000)
  const result = await stage.run(old)

  expect(result.outputs.uploaded).toBe('2')
  expect(stage.aws.buckets.get(BUCKET, 'dist/app.js')?.body.toString()).toBe('old')
})

test('a change that keeps size and time is never missed', async () => {
  await stage.deploy({ 'index.html': 'main-AAAAAAAA.js' })
  const result = await stage.deploy({ 'index.html': 'main-BBBBBBBB.js' })

  expect(result.outputs.uploaded).toBe('1')
})

test('a neighbour is never deleted, nor is anything else', async () => {
  stage.aws.buckets.put(BUCKET, 'app2/index.html', 'neighbour')
  stage.aws.buckets.put(BUCKET, 'app/old.js', 'old')
  await stage.deploy(site(1), { inputs: { prefix: 'app' } })

  expect(stage.aws.journal.entries.filter(({ operation }) => operation.startsWith('Delete'))).toEqual([])
  expect(stage.aws.buckets.keys(BUCKET)).toEqual(expect.arrayContaining(['app/old.js', 'app2/index.html']))
})

test('what stands behind the first thousand objects is never forgotten', async () => {
  for (let index = 0; index < 1500; index += 1) stage.aws.buckets.put(BUCKET, `dist/a/${index}.txt`, 'x')
  await stage.deploy(site(1))
  stage.aws.journal.clear()
  const result = await stage.deploy(site(1))

  expect(writes(stage)).toEqual([])
  expect(result.plan?.unknown).toHaveLength(1500)
})

test('a prefix is never cut out of the middle of a path', async () => {
  await stage.deploy({ 'index.html': 'page', 'docs/dist/a.txt': '1' })
  const result = await stage.deploy({ 'index.html': 'page', 'docs/dist/a.txt': '2' })

  expect(result.outputs['invalidation-paths']).toBe('/docs/dist/a.txt')
})

test('two runs in one second never share a caller reference', async () => {
  await stage.deploy(site(1))
  await stage.deploy(site(2))
  await stage.deploy(site(1))
  await stage.deploy(site(2))
  const invalidations = stage.aws.journal.of('CreateInvalidation')

  expect(invalidations).toHaveLength(3)
  expect(stage.distribution.invalidations).toHaveLength(3)
})

test('pages never follow files that failed, and CloudFront is never told of them', async () => {
  await stage.deploy(site(1))
  stage.aws.journal.clear()
  fail(stage, { operation: 'PutObject', path: 'app.js' })
  await stage.deploy(site(2), { inputs: { 'on-failure': 'stop' } })

  expect(siteWrites(stage)).toEqual(['PutObject dist/app.js'])
})

test('an unknown extension never fails the run, and is never passed over in silence', async () => {
  const result = await stage.deploy({ ...site(1), 'model.xyzzy': new Uint8Array([0, 1, 2, 255]) })

  expect(result.exitCode).toBe(0)
  expect(stage.aws.buckets.get(BUCKET, 'dist/model.xyzzy')?.headers['Content-Type']).toBe('application/octet-stream')
  expect(result.annotations.notice.join('\n')).toContain('model.xyzzy')
})

test('inputs never become a command', async () => {
  const inputs = { environment: '$(touch pwned)', exclude: '`touch pwned`', distribution: '' }
  const workspace = await stage.workspace({ 'dist/index.html': 'page' })
  const result = await stage.run(workspace, { inputs })
  const dist = join(import.meta.dirname, '../../dist/site')
  const code = readdirSync(dist).filter((name) => name.endsWith('.js'))

  expect(result.exitCode).toBe(0)
  expect(stage.live()).toEqual(['index.html'])
  expect(code).toContain('index.js')
  for (const name of code) expect(readFileSync(join(dist, name), 'utf8')).not.toMatch(/\bexecSync\(|shell: true/)
})

test('a session token is never dropped', async () => {
  await stage.deploy(site(1), { env: { AWS_SESSION_TOKEN: 'token-of-the-session' } })
  const tokens = new Set(stage.aws.journal.entries.map(({ headers }) => headers['x-amz-security-token']))

  expect([...tokens]).toEqual(['token-of-the-session'])
})

test('there are never more requests at once than concurrency allows', async () => {
  let [open, most] = [0, 0]
  stage.aws.intercept(({ operation }) => {
    if (operation !== 'PutObject') return undefined
    open += 1
    most = Math.max(most, open)
    return { before: setTimeout(10).then(() => (open -= 1)) }
  })
  const files = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`${index}.txt`, `${index}`]))
  await stage.deploy({ 'index.html': 'page', ...files }, { inputs: { concurrency: '4' } })

  expect(most).toBe(4)
})

test('files are never sent again because a bucket is encrypted with a key of its own', async () => {
  stage.aws.buckets.create('encrypted', { encryption: 'aws:kms' })
  const inputs = { bucket: 'encrypted', distribution: '' }
  await stage.deploy(site(1), { inputs })
  const result = await stage.deploy(site(1), { inputs })

  expect(result.outputs).toMatchObject({ outcome: 'unchanged', unchanged: '5', uploaded: '0' })
})

test('a file of the same size is never taken for the same in an encrypted bucket', async () => {
  stage.aws.buckets.create('encrypted', { encryption: 'aws:kms' })
  const inputs = { bucket: 'encrypted', distribution: '' }
  await stage.deploy(site(1), { inputs })
  const result = await stage.deploy(site(2), { inputs })

  expect(result.outputs).toMatchObject({ outcome: 'deployed', uploaded: '3', unchanged: '2' })
})

describe('storage class, encryption and redirect of an object never change with its headers', () => {
  const settings = {
    'x-amz-storage-class': 'STANDARD_IA',
    'x-amz-server-side-encryption': 'AES256',
    'x-amz-website-redirect-location': '/else',
  }
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
  const files = { 'index.html': 'page', 'logo.svg': svg }
  const [short, long] = ['max-age=60', 'max-age=600']
  const deploy = (control: string) => stage.deploy(files, { inputs: { headers: `*.svg Cache-Control: ${control}` } })
  const logo = () => {
    const { headers = {}, storageClass } = stage.aws.buckets.get(BUCKET, 'dist/logo.svg') ?? {}
    return [headers['Cache-Control'], storageClass, headers['x-amz-website-redirect-location']]
  }

  test('not where it was there before the first release, whatever number of them', async () => {
    stage.aws.buckets.put(BUCKET, 'dist/logo.svg', svg, { ...settings, 'cache-control': 'no-store' })
    await deploy(short)
    expect(logo()).toEqual([short, 'STANDARD_IA', '/else'])
    await deploy(long)
    expect(logo()).toEqual([long, 'STANDARD_IA', '/else'])
  })

  test('not where somebody has set them since, whatever number of releases', async () => {
    await deploy(short)
    stage.aws.clock.advance(60_000)
    stage.aws.buckets.put(BUCKET, 'dist/logo.svg', svg, { ...settings, 'x-amz-storage-class': 'STANDARD' })
    await deploy(long)
    expect(logo()).toEqual([long, 'STANDARD', '/else'])
    await deploy(short)
    expect(logo()).toEqual([short, 'STANDARD', '/else'])
  })

  test('not where a lifecycle rule has moved it', async () => {
    await deploy(short)
    stage.aws.buckets.transition(BUCKET, 'dist/logo.svg', 'STANDARD_IA')
    await deploy(long)
    expect(logo()).toEqual([long, 'STANDARD_IA', undefined])
  })
})

test('objects that nobody else has written are never asked for what they cannot have', async () => {
  await stage.deploy(site(1))
  stage.aws.journal.clear()
  const result = await stage.deploy(site(1), { inputs: { headers: '** Cache-Control: max-age=60' } })

  expect(result.outputs['headers-updated']).toBe('5')
  expect(stage.aws.journal.entries.filter(({ operation }) => operation === 'HeadObject')).toEqual([])
})

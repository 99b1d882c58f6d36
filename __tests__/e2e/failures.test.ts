// What a failure leaves behind, and what it says: in each wave, and for each cause that people meet.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { Fault } from '../../local/index.ts'
import { keptAs, stateOf, textOf } from './support/bucket.ts'
import { denied, fail, failOnce } from './support/faults.ts'
import { BUCKET, HOST, openStage, type Stage, site, writes } from './support/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

function titleOf(path: string): string | undefined {
  return /<title>(.*)<\/title>/.exec(textOf(stage, path) ?? '')?.[1]
}

test('a file that cannot be uploaded fails the run, and no page goes live', async () => {
  await stage.deploy(site(1))
  fail(stage, { operation: 'PutObject', path: 'app.js' })
  const result = await stage.deploy(site(2))

  expect(result.exitCode).toBe(1)
  expect(result.outputs).toMatchObject({ outcome: 'failed', changed: 'false' })
  expect([titleOf('about/index.html'), titleOf('index.html')]).toEqual(['About 1', '1'])
  expect(result.annotations.error.join('\n')).toContain(
    `Could not upload s3://${BUCKET}/dist/app.js: AccessDenied. The role needs s3:PutObject on arn:aws:s3:::${BUCKET}/dist/*.`,
  )
  expect(result.summary).toContain('Deploy failed')
})

test('a failure among new files leaves visitors with the site as it was', async () => {
  await stage.deploy(site(1))
  fail(stage, { operation: 'PutObject', path: 'new.js' })
  const result = await stage.deploy({ ...site(2), 'new.js': 'new' })

  expect(titleOf('index.html')).toBe('1')
  expect(textOf(stage, 'app.js')).toContain('console.log(1)')
  expect(result.annotations.error.join('\n')).toContain('visitors see the site as it was')
})

test('a failure at an inner page leaves the root entry as it was', async () => {
  await stage.deploy(site(1))
  fail(stage, { operation: 'PutObject', path: 'about/index.html' })
  const result = await stage.deploy(site(2))

  expect(result.exitCode).toBe(1)
  expect(titleOf('index.html')).toBe('1')
})

test('every file that failed is named', async () => {
  const names = ['app.js', 'lazy.js', 'logo.svg']
  for (const path of names) fail(stage, { operation: 'PutObject', path })
  const result = await stage.deploy(site(1))

  for (const name of names) expect(result.annotations.error.join('\n')).toContain(`dist/${name}`)
})

test('a refused CreateInvalidation is visible', async () => {
  await stage.deploy(site(1))
  fail(stage, { operation: 'CreateInvalidation' })
  const result = await stage.deploy(site(2))

  expect(result.exitCode).toBe(1)
  expect(result.annotations.error.join('\n')).toMatch(
    /Could not invalidate distribution .*cloudfront:CreateInvalidation/,
  )
})

test('a refused GetInvalidation fails at once instead of being asked again until the end of time', async () => {
  const slow = await stage.aws.distributions.create({ bucket: BUCKET, invalidationSeconds: 600 })
  const inputs = { distribution: slow.id, 'on-failure': 'stop' }
  await stage.deploy(site(1), { inputs })
  fail(stage, { operation: 'GetInvalidation' })
  const result = await stage.deploy(site(2), { inputs })

  expect(result.exitCode).toBe(1)
  expect(stage.aws.journal.of('GetInvalidation')).toHaveLength(1)
})

test('an invalidation that takes longer than wait is a warning', async () => {
  const slow = await stage.aws.distributions.create({ bucket: BUCKET, invalidationSeconds: 600 })
  const inputs = { distribution: slow.id, wait: '1' }
  await stage.deploy(site(1), { inputs })
  const result = await stage.deploy(site(2), { inputs })

  expect(result.exitCode).toBe(0)
  expect(result.outputs['invalidation-status']).toBe('in-progress')
  expect(result.annotations.warning.join('\n')).toContain('was not complete when `wait` ran out')
})

test('too many invalidations in progress are tried again within wait', async () => {
  await stage.deploy(site(1))
  failOnce(stage, { operation: 'CreateInvalidation' }, { status: 400, code: 'TooManyInvalidationsInProgress' })
  const result = await stage.deploy(site(2))

  expect(result.exitCode).toBe(0)
  expect(result.outputs['invalidation-status']).toBe('completed')
})

test('an upload whose answer was lost is not taken for somebody else’s', async () => {
  failOnce(stage, { operation: 'PutObject', path: 'lazy.js' }, { drop: 'after' })
  const result = await stage.deploy(site(1))

  expect(result.exitCode).toBe(0)
  expect(stage.aws.journal.of('PutObject').some(({ status }) => status === 412)).toBe(true)
})

test('a file that somebody else wrote meanwhile is never taken for done: it is kept, and put right', async () => {
  stage.aws.intercept(({ operation, key }) => {
    if (operation === 'PutObject' && key === 'dist/lazy.js') stage.aws.buckets.put(BUCKET, key, 'foreign')
    return undefined
  })
  const result = await stage.deploy(site(1))

  expect(result.exitCode).toBe(0)
  expect(textOf(stage, 'lazy.js')).toBe('export {}')
  expect(stateOf(stage)).toContain(keptAs('foreign'))
  expect(result.annotations.notice.join('\n')).toContain('Somebody else changed the site while release 1 went live')
})

test('a file that somebody else writes again and again fails the run, and no page goes live', async () => {
  let times = 0
  stage.aws.intercept(({ operation, key }) => {
    if (operation === 'PutObject' && key === 'dist/lazy.js') stage.aws.buckets.put(BUCKET, key, `foreign ${++times}`)
    return undefined
  })
  const result = await stage.deploy(site(1))

  expect(result.exitCode).toBe(1)
  expect(textOf(stage, 'lazy.js')).toBe('foreign 2')
  expect(result.annotations.error.join('\n')).toContain('somebody else changed it since this run compared it')
  expect(stage.live()).not.toContain('index.html')
})

test.each<[string, Fault]>([
  ['SlowDown', { status: 503, code: 'SlowDown' }],
  ['a 500', { status: 500, code: 'InternalError' }],
  ['a 400 RequestTimeout', { status: 400, code: 'RequestTimeout' }],
  ['a conflict with another write', { status: 409, code: 'ConditionalRequestConflict' }],
  ['a reset', { drop: 'before' }],
])('%s is tried again', async (_, fault) => {
  failOnce(stage, { operation: 'PutObject', path: 'lazy.js' }, fault)
  const result = await stage.deploy(site(1))

  expect(result.exitCode).toBe(0)
  expect(stage.live()).toHaveLength(5)
})

test('an error inside a 200 of a copy is not taken for success', async () => {
  await stage.deploy(site(1))
  failOnce(stage, { operation: 'CopyObject' }, { insideOk: { code: 'InternalError' } })
  const result = await stage.deploy(site(1), { inputs: { headers: '*.svg Cache-Control: no-cache' } })

  expect(result.exitCode).toBe(0)
  expect(stage.aws.journal.of('CopyObject')).toHaveLength(2)
  expect(stage.aws.buckets.get(BUCKET, 'dist/logo.svg')?.headers['Cache-Control']).toBe('no-cache')
})

test('a file that changes during the deploy fails it', async () => {
  const workspace = await stage.workspace({ 'dist/index.html': 'page', 'dist/a.js': 'one', 'dist/b.js': 'two' })
  stage.aws.intercept((request) => {
    if (request.operation === 'PutObject') writeFileSync(join(workspace, 'dist/b.js'), 'owt')
    return undefined
  })
  const result = await stage.run(workspace, { inputs: { concurrency: '1' } })

  expect(result.exitCode).toBe(1)
  expect(result.annotations.error.join('\n')).toContain('Could not deploy b.js: it changed while it was being deployed')
  expect(stage.live()).toEqual(['a.js'])
})

test('all faulty inputs are told at once, each by its name, before anything is asked of AWS', async () => {
  const inputs = {
    mode: 'destroy',
    bucket: 's3://shop/dist',
    wait: 'long',
    headers: 'a b: c',
    region: 'here',
    folder: '',
  }
  const result = await stage.deploy(site(1), { inputs })

  expect(result.exitCode).toBe(1)
  for (const name of ['mode', 'bucket', 'wait', 'headers', 'region']) {
    expect(result.annotations.error.join('\n')).toContain(`Input ${name}:`)
  }
  expect(stage.aws.journal.entries).toEqual([])
})

test('a missing bucket input is told by us, because the runner does not', async () => {
  const result = await stage.deploy(site(1), { inputs: { bucket: '' } })

  expect(result.annotations.error.join('\n')).toContain('Input bucket: is required')
})

test('an unknown input is a warning that names the one that was meant', async () => {
  const result = await stage.deploy(site(1), { inputs: { prefx: 'app' } })

  expect(result.exitCode).toBe(0)
  expect(result.annotations.warning.join('\n')).toContain(
    'Input prefx is unknown and was ignored. Did you mean prefix?',
  )
})

interface Told {
  readonly inputs?: Record<string, string>
  readonly env?: Record<string, string>
  readonly fault?: readonly [string, Fault]
  readonly says: RegExp
}

test.each<[string, Told]>([
  [
    'no credentials',
    {
      env: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_EC2_METADATA_DISABLED: 'true' },
      says: /no AWS credentials were found.*configure-aws-credentials/,
    },
  ],
  [
    'credentials that AWS does not know',
    { env: { AWS_ACCESS_KEY_ID: 'AKIAUNKNOWN' }, says: /does not accept these credentials \(InvalidAccessKeyId\)/ },
  ],
  [
    'an expired token',
    {
      fault: ['ListObjectsV2', { status: 400, code: 'ExpiredToken' }],
      says: /Could not list .*credentials have expired.*role-duration-seconds/,
    },
  ],
  [
    'no such bucket',
    { inputs: { bucket: 'nowhere' }, says: /there is no bucket of the name nowhere. Check the input `bucket`/ },
  ],
  [
    'a bucket that may not be listed',
    { fault: ['ListObjectsV2', denied], says: /The role needs s3:ListBucket on arn:aws:s3:::shop.example.com\./ },
  ],
  [
    'a bucket in another region',
    { inputs: { region: 'eu-west-1' }, says: /the bucket is in us-east-1, not in eu-west-1. Set `region: us-east-1`/ },
  ],
  [
    'no such distribution',
    {
      inputs: { distribution: 'E2NOWHERE00000' },
      says: /Could not read distribution E2NOWHERE00000: this account has no such distribution/,
    },
  ],
  [
    'no distribution of that host name',
    {
      inputs: { distribution: 'other.example.com' },
      says: /Could not find a distribution for other.example.com: none of 1 .*shop\.example\.com/,
    },
  ],
  [
    'distributions that may not be listed',
    { fault: ['ListDistributions', denied], says: /The role needs cloudfront:ListDistributions on \*/ },
  ],
  [
    'S3 that keeps asking to slow down',
    {
      fault: ['ListObjectsV2', { status: 503, code: 'SlowDown' }],
      says: /asked to slow down \(SlowDown\), 6 times in a row.*`concurrency`/,
    },
  ],
  [
    'a network that is down',
    { env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }, says: /AWS could not be reached \(ECONNREFUSED\)/ },
  ],
  [
    'a clock that stays wrong',
    {
      fault: ['ListObjectsV2', { status: 403, code: 'RequestTimeTooSkewed' }],
      says: /the clock of this machine is off/,
    },
  ],
])('%s: the error says what, why and what to do, and nothing is written', async (_, { inputs, env, fault, says }) => {
  if (fault) fail(stage, { operation: fault[0] }, fault[1])
  const result = await stage.deploy(site(1), { inputs: inputs ?? {}, env: env ?? {} })

  expect(result.exitCode).toBe(1)
  expect(result.annotations.error.join('\n')).toMatch(says)
  expect(writes(stage)).toEqual([])
})

test('a disabled distribution is refused before anything is written', async () => {
  const off = await stage.aws.distributions.create({ bucket: BUCKET, enabled: false })
  const result = await stage.deploy(site(1), { inputs: { distribution: off.id } })

  expect(result.annotations.error.join('\n')).toContain(
    `Could not deploy through distribution ${off.id}: it is disabled`,
  )
  expect(writes(stage)).toEqual([])
})

test('a bucket that is tagged for another environment is refused before anything is written', async () => {
  stage.aws.buckets.create('prod-bucket', { tags: { env: 'prod' } })
  const inputs = { bucket: 'prod-bucket', environment: 'dev', distribution: '' }
  const result = await stage.deploy(site(1), { inputs })

  expect(result.annotations.error.join('\n')).toContain('it is tagged env=prod, and this deploy is for dev')
  expect(writes(stage)).toEqual([])
})

test('tags that may not be read are a notice', async () => {
  fail(stage, { operation: 'GetBucketTagging' })
  const result = await stage.deploy(site(1), { inputs: { environment: 'dev' } })

  expect(result.exitCode).toBe(0)
  expect(result.annotations.notice.join('\n')).toContain('the role lacks s3:GetBucketTagging')
})

test('a distribution that may not be read is invalidated as a whole, and the right is named', async () => {
  const inputs = { distribution: stage.distribution.id }
  await stage.deploy(site(1), { inputs })
  for (const operation of ['GetDistribution', 'GetDistributionConfig']) fail(stage, { operation })
  const result = await stage.deploy(site(2), { inputs })

  expect(result.outputs['invalidation-paths']).toBe('/*')
  expect(result.annotations.warning.join('\n')).toContain('The role needs cloudfront:GetDistribution')
})

test('a clock that is off by twenty minutes is corrected by what AWS answers', async () => {
  stage.aws.clock.advance(20 * 60 * 1000)
  stage.aws.intercept(({ service, headers }) => {
    const [, ...parts] = /^(....)(..)(..T..)(..)(..Z)$/.exec(headers['x-amz-date'] ?? '') ?? []
    const signed = Date.parse(`${parts.slice(0, 3).join('-')}:${parts.slice(3).join(':')}`)
    const isOff = service !== 'edge' && Math.abs(signed - stage.aws.clock.now()) > 15 * 60 * 1000
    return isOff ? { status: 403, code: 'RequestTimeTooSkewed' } : undefined
  })
  const result = await stage.deploy(site(1), { inputs: { distribution: HOST } })

  expect(result.exitCode).toBe(0)
  expect(stage.aws.journal.entries.some(({ outcome }) => outcome.includes('RequestTimeTooSkewed'))).toBe(true)
})

test('what fails the run is told also where the job summary cannot be written', async () => {
  const result = await stage.deploy(site(1), { inputs: { folder: 'missing' }, env: { GITHUB_STEP_SUMMARY: '' } })

  expect(result.exitCode).toBe(1)
  expect(result.annotations.error.join('\n')).toContain('missing')
  expect(result.annotations.warning.join('\n')).toContain('Could not write the job summary')
})

test('faulty inputs set the outputs of a failure too', async () => {
  const result = await stage.deploy(site(1), { inputs: { wait: 'long' } })

  expect(result.outputs).toMatchObject({ outcome: 'failed', changed: 'false', uploaded: '0' })
})

test('a failure after files were overwritten that is to be left says what visitors see, and how to go on', async () => {
  await stage.deploy(site(1))
  fail(stage, { operation: 'PutObject', path: 'index.html' })
  const result = await stage.deploy(site(2), { inputs: { 'on-failure': 'stop' } })

  expect(result.annotations.error.join('\n')).toMatch(
    /some pages are new.*\n.*`on-failure` is stop\. Run again to finish it, or run with `mode: rollback`/,
  )
})

test('an invalidation that may not be made comes with the command that makes it by hand', async () => {
  await stage.deploy(site(1))
  fail(stage, { operation: 'CreateInvalidation' })
  const result = await stage.deploy(site(2), { inputs: { 'on-failure': 'stop' } })

  expect(result.annotations.error.join('\n')).toMatch(
    /aws cloudfront create-invalidation --distribution-id \S+ --paths .*'\/index.html'/,
  )
})

test('a service worker manifest that cannot be uploaded leaves the new site live, and says so', async () => {
  const worker = (version: number) => ({ ...site(version), 'ngsw.json': `{"timestamp":${version}}` })
  await stage.deploy(worker(1))
  fail(stage, { operation: 'PutObject', path: 'ngsw.json' })
  const result = await stage.deploy(worker(2), { inputs: { 'on-failure': 'stop' } })

  expect(result.exitCode).toBe(1)
  expect(titleOf('index.html')).toBe('2')
  expect(result.outputs['invalidation-status']).toBe('completed')
  expect(result.annotations.error.join('\n')).toContain('its service worker does not know of it yet')
})

test('a server that falls silent is given up after fifteen seconds and asked again', async () => {
  failOnce(stage, { operation: 'PutObject', path: 'lazy.js' }, { stall: true })
  const started = performance.now()
  const result = await stage.deploy(site(1))

  expect(result.exitCode).toBe(0)
  expect(performance.now() - started).toBeGreaterThan(14_000)
}, 60_000)

// A run that somebody cancels ends in time: it says in which state the site is, gives the lease back, and the next run goes on.

import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { SendSignal } from '../../local/runner.ts'
import { leaseOf, liveSite, textOf } from './support/bucket.ts'
import { fail, meanwhile } from './support/faults.ts'
import { BUCKET, commit, type Deployed, openStage, type Run, type Stage, site, writes } from './support/stage.ts'

/** Milliseconds; GitHub leaves ten seconds in all. */
const IN_TIME = 4000

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

interface Cancelled extends Deployed {
  /** From the signal to the end of the process. */
  readonly took: number
  /** What was sent to change something after the signal, by operation and key. */
  readonly written: readonly string[]
}

/** Deploys that version; as soon as a request for that path comes in, it gets no answer, and the run gets a signal. */
async function cancelledAt(path: string, signal: NodeJS.Signals, run: Run = {}): Promise<Cancelled> {
  let send: SendSignal = () => undefined
  let [sent, before] = [0, 0]
  stage.aws.intercept(({ operation, key }) => {
    if (operation !== 'PutObject' || key !== `dist/${path}` || sent > 0) return undefined
    sent = performance.now()
    before = writes(stage).length
    send(signal)
    return { stall: true }
  })
  const result = await stage.release(2, { ...run, onStart: (given) => (send = given) })
  return { ...result, took: performance.now() - sent, written: writes(stage).slice(before) }
}

test.each<NodeJS.Signals>(['SIGINT', 'SIGTERM'])('%s in the middle of uploads', async (signal) => {
  await stage.release(1)
  const result = await cancelledAt('about/index.html', signal)
  const lease = leaseOf(stage)
  const next = await stage.release(2)

  expect(result.exitCode).toBe(1)
  expect(result.took).toBeLessThan(IN_TIME)
  expect(lease.state).toBe('free')
  expect(result.written).toEqual(['PutObject .colt-deploy/dist/lease.json'])
  expect(result.outputs).toMatchObject({ outcome: 'failed', 'rolled-back': 'false', release: '1' })
  expect(result.annotations.error.join('\n')).toMatch(
    new RegExp(
      `The run was cancelled: it got ${signal}\\.[\\s\\S]*pages are as they were, some of their files are new[\\s\\S]*` +
        'Release 2 is not finished: the run had to stop\\. Run again: the next run finishes it',
    ),
  )
  expect(next.outputs).toMatchObject({ outcome: 'deployed', release: '3', 'previous-release': '1' })
  expect(next.outputs['invalidation-paths']).toContain('/app.js')
  expect(textOf(stage, 'index.html')).toBe(site(2)['index.html'])
})

test('among new files visitors see the site as it was, and it is said', async () => {
  await stage.release(1)
  const released = liveSite(stage)
  stage.aws.buckets.delete(BUCKET, 'dist/logo.svg')
  const result = await cancelledAt('logo.svg', 'SIGINT')
  const { 'dist/logo.svg': _, ...others } = released

  expect(result.annotations.error.join('\n')).toMatch(/it got SIGINT[\s\S]*visitors see the site as it was/)
  expect(liveSite(stage)).toEqual(others)
  expect(leaseOf(stage).state).toBe('free')
})

test('while an invalidation is waited for', async () => {
  const slow = await stage.aws.distributions.create({ bucket: BUCKET, invalidationSeconds: 600 })
  const inputs = { distribution: slow.id }
  await stage.release(1, { inputs })
  let send: SendSignal = () => undefined
  let sent = 0
  meanwhile(stage, { operation: 'GetInvalidation' }, () => {
    sent = performance.now()
    send('SIGINT')
  })
  const result = await stage.release(2, { inputs, onStart: (given) => (send = given) })

  expect(performance.now() - sent).toBeLessThan(IN_TIME)
  expect(result.outputs).toMatchObject({ outcome: 'failed', 'invalidation-status': 'in-progress' })
  expect(leaseOf(stage).state).toBe('free')
  expect((await stage.release(2, { inputs: { ...inputs, wait: '1' } })).outputs.outcome).toBe('deployed')
})

test('while a failed release is put back', async () => {
  await stage.release(1)
  fail(stage, { operation: 'PutObject', path: 'index.html' })
  let send: SendSignal = () => undefined
  let sent = 0
  const heal = stage.aws.intercept(({ operation, key }) => {
    if (operation !== 'CopyObject' || key !== 'dist/app.js') return undefined
    sent = performance.now()
    send('SIGINT')
    return { stall: true }
  })
  const result = await stage.release(2, { onStart: (given) => (send = given) })
  const took = performance.now() - sent
  const lease = leaseOf(stage).state
  heal()
  const next = await stage.deploy(site(1), { env: commit(3) })

  expect(took).toBeLessThan(IN_TIME)
  expect(lease).toBe('free')
  expect(result.outputs).toMatchObject({ outcome: 'failed', 'rolled-back': 'false' })
  expect(result.annotations.error.join('\n')).toMatch(
    /index\.html: AccessDenied[\s\S]*Release 2 could not be taken back: .*the next run finishes it\.[\s\S]*it got SIGINT/,
  )
  expect(result.annotations.error.join('\n')).not.toContain('visitors see the site as it was')
  expect(next.outputs.outcome).toBe('deployed')
  expect([textOf(stage, 'app.js'), textOf(stage, 'about/index.html')]).toEqual([
    site(1)['app.js'],
    site(1)['about/index.html'],
  ])
})

test('while the bucket is read, nothing has been written', async () => {
  await stage.release(1)
  stage.aws.journal.clear()
  let send: SendSignal = () => undefined
  let sent = 0
  stage.aws.intercept(({ operation }) => {
    if (operation !== 'ListObjectsV2') return undefined
    sent ||= performance.now()
    send('SIGINT')
    return { stall: true }
  })
  const result = await stage.release(2, { onStart: (given) => (send = given) })

  expect(performance.now() - sent).toBeLessThan(IN_TIME)
  expect(result.annotations.error).toEqual(['The run was cancelled: it got SIGINT.'])
  expect(writes(stage)).toEqual([])
})

test('while the lease is waited for, nothing has been written', async () => {
  await stage.release(1)
  const lease = { format: 1, state: 'taken', fence: 5, holder: 'x', repository: 'octo/other', run: '7', attempt: 1 }
  const theirs = JSON.stringify({ ...lease, job: 'nightly', nonce: 'n' })
  stage.aws.buckets.put(BUCKET, '.colt-deploy/dist/lease.json', theirs)
  stage.aws.journal.clear()
  let send: SendSignal = () => undefined
  const onLine = (line: string) => {
    if (line.startsWith('Waiting for the lease')) send('SIGTERM')
  }
  const result = await stage.release(2, { onStart: (given) => (send = given), onLine })

  expect(result.exitCode).toBe(1)
  expect(result.annotations.error.join('\n')).toContain('The run was cancelled: it got SIGTERM')
  expect(writes(stage)).toEqual(['PutObject .colt-deploy/dist/conditions'])
  expect(stage.aws.buckets.get(BUCKET, '.colt-deploy/dist/lease.json')?.body.toString()).toBe(theirs)
})

test('where S3 does not answer either, the run ends all the same, and says for how long the lease stays', async () => {
  await stage.release(1)
  stage.aws.journal.clear()
  stage.aws.intercept(({ key }) =>
    key === '.colt-deploy/dist/lease.json' && writes(stage).some((line) => line.endsWith('dist/app.js'))
      ? { stall: true }
      : undefined,
  )
  const result = await cancelledAt('about/index.html', 'SIGINT')

  expect(result.exitCode).toBe(1)
  expect(result.took).toBeLessThan(IN_TIME + 2000)
  expect(result.annotations.warning.join('\n')).toMatch(
    /Could not give back the lease .*It runs out by itself after 32 s/,
  )
})

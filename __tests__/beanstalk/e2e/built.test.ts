// The built action as the runner starts it, against Local AWS, in a time that passes eight times as fast.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { failed, updating } from '../../../local/elasticbeanstalk/index.ts'
import { type LocalAws, type LocalEnvironment, startLocalAws } from '../../../local/index.ts'
import { type ActionResult, runAction, type SendSignal } from '../../../local/runner.ts'
import { type TimeLapse, timeLapse } from '../../../local/time-lapse.ts'
import { byteBudget } from '../../../src/shared/budget.ts'
import { APPLICATION, BUCKET, ENVIRONMENT, pushVariables } from '../support/stage.ts'

interface Built {
  readonly aws: LocalAws
  readonly environment: LocalEnvironment
  run(push: number, inputs?: Record<string, string>, hooks?: Hooks): Promise<ActionResult>
  history(): { readonly entries: readonly { readonly state: string; readonly label: string }[] }
}

interface Hooks {
  readonly onStart?: (send: SendSignal) => void
  readonly onLine?: (line: string) => void
}

const ends: (() => unknown)[] = []
const folder = await mkdtemp(join(tmpdir(), 'built-'))
afterAll(async () => {
  for (const end of ends) await end()
  await rm(folder, { recursive: true, force: true })
})

async function built(): Promise<Built> {
  const aws = await startLocalAws()
  aws.buckets.create(BUCKET)
  const made = { application: APPLICATION, version: 'v1', pace: '20s' } as const
  const environment = await aws.beanstalk.create(ENVIRONMENT, made)
  const lapse: TimeLapse = timeLapse(aws, FASTER)
  ends.push(lapse.end, () => aws.close())
  return {
    aws,
    environment,
    async run(push, inputs = {}, hooks = {}) {
      const workspace = join(folder, `push-${push}`)
      await mkdir(workspace, { recursive: true })
      await writeFile(join(workspace, 'Procfile'), `web: echo ${push}\n`)
      const common = { application: APPLICATION, environment: ENVIRONMENT, bucket: BUCKET, bundle: '.' }
      const env = { ...aws.env, ...lapse.env, ...pushVariables(push), RUNNER_TEMP: folder }
      return await runAction({ action: 'beanstalk', inputs: { ...common, ...inputs }, env, workspace, ...hooks })
    },
    history: () =>
      JSON.parse(
        aws.buckets.get(BUCKET, `.colt-deploy/${APPLICATION}/${ENVIRONMENT}/history.json`)?.body.toString() ?? '{}',
      ),
  }
}

/** Whoever does not get the share of a small machine that it needs takes that for silence, and sooner in such a time. */
const FASTER = 8
const AT_ONCE = byteBudget(3)

const signals = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const

/** Three of them at once: each waits most of its time. Who fails is told by the test that awaits it. */
const life = AT_ONCE.spend(1, lifeOf)
const cut = signals.map((signal) => AT_ONCE.spend(1, () => cutShortBy(signal)))
const silent = AT_ONCE.spend(1, cancelledInSilence)
const two = AT_ONCE.spend(1, twoAtOnce)
await Promise.allSettled([life, ...cut, silent, two])

async function lifeOf() {
  const stage = await built()
  const first = await stage.run(2)
  const again = await stage.run(2)
  stage.environment.nextUpdate(updating('10s'), failed('It does not start.'))
  const broken = await stage.run(3)
  const second = await stage.run(4)
  const back = await stage.run(5, { mode: 'rollback' })
  const held = await stage.run(6)
  const resumed = await stage.run(7, { mode: 'resume' })
  return { stage, first, again, broken, second, back, held, resumed }
}

/** The signal comes in the middle of an update; then the same is deployed again. */
async function cutShortBy(signal: NodeJS.Signals) {
  const stage = await built()
  stage.environment.nextUpdate(updating('60s'))
  let send: SendSignal = () => undefined
  let [sent, updates] = [0, 0]
  const onLine = (line: string) => {
    if (!line.includes('Environment update is starting.') || sent > 0) return
    sent = performance.now()
    updates = stage.aws.journal.writes().length
    send(signal)
  }
  const stopped = await stage.run(2, {}, { onLine, onStart: (given) => (send = given) })
  const took = performance.now() - sent
  const after = stage.aws.journal.entries.filter(({ changes }) => changes).slice(updates)
  const open = stage.history().entries.at(-1)?.state
  const next = await stage.run(2)
  return { stage, stopped, took, written: after.map(({ operation, key }) => `${operation} ${key ?? ''}`), open, next }
}

/** Nothing answers any more, and all three signals come as GitHub sends them, in the time that passes faster. */
async function cancelledInSilence() {
  const stage = await built()
  stage.environment.nextUpdate(updating('60s'))
  let send: SendSignal = () => undefined
  let isSilent = false
  stage.aws.intercept(() => (isSilent ? { stall: true } : undefined))
  const onLine = (line: string) => {
    if (!line.includes('Environment update is starting.') || isSilent) return
    isSilent = true
    send('SIGINT')
    setTimeout(() => send('SIGTERM'), 7_500 / FASTER)
    setTimeout(() => send('SIGKILL'), 10_000 / FASTER)
  }
  const stopped = await stage.run(2, {}, { onLine, onStart: (given) => (send = given) })
  isSilent = false
  const next = await stage.run(2)
  return { stage, stopped, next }
}

async function twoAtOnce() {
  const stage = await built()
  const runs = await Promise.all([stage.run(2), stage.run(3)])
  return { stage, runs }
}

test('a version goes live, and the same again changes nothing', async () => {
  const { first, again } = await life
  expect(first.annotations.error).toEqual([])
  expect(first).toMatchObject({
    exitCode: 0,
    outputs: { outcome: 'deployed', changed: 'true', 'previous-version-label': 'v1' },
  })
  expect(again).toMatchObject({ exitCode: 0, outputs: { outcome: 'unchanged', changed: 'false' } })
})

test('a broken version fails, and what ran before is back', async () => {
  const { first, broken } = await life
  expect(broken.exitCode).toBe(1)
  expect(broken.annotations.error).toEqual([
    expect.stringMatching(
      /^Could not deploy \S+ to api-prod: AWS reports ERROR: It does not start\. \S+ is live again\.$/,
    ),
  ])
  expect(broken.outputs).toMatchObject({
    outcome: 'failed',
    'rolled-back': 'true',
    'version-label': first.outputs['version-label'],
  })
  expect(broken.summary).toContain('It does not start')
})

test('a rollback holds deploys until they are resumed', async () => {
  const { stage, first, second, back, held, resumed } = await life
  expect(second.outputs.outcome).toBe('deployed')
  expect(back.outputs).toMatchObject({ outcome: 'rolled-back', 'version-label': first.outputs['version-label'] })
  expect(held).toMatchObject({ exitCode: 0, outputs: { outcome: 'held', changed: 'false' } })
  expect(held.annotations.warning.join()).toContain('Deploys are held: octocat rolled back from')
  expect(resumed.outputs.outcome).toBe('resumed')
  expect(stage.history().entries.map(({ state }) => state)).toEqual(['deployed', 'failed', 'deployed', 'deployed'])
})

test.each(signals.map((signal, index) => [signal, index] as const))(
  '%s in the middle of an update: nothing more is begun, and the next run settles it',
  async (signal, index) => {
    const given = cut[index]
    if (given === undefined) throw new Error('There is no such run.')
    const { stopped, took, written, open, next, stage } = await given
    expect(open).toBe('begun')
    if (signal !== 'SIGKILL') {
      expect(stopped.exitCode).toBe(1)
      expect(took).toBeLessThan(7_500)
      expect(stopped.annotations.error.join('\n')).toMatch(
        new RegExp(`it got ${signal}[\\s\\S]*AWS goes on updating api-prod to \\S+\\. The next run takes over`),
      )
      expect(written.filter((line) => !/(lease|history)\.json$/.test(line))).toEqual([])
    }
    expect(next.lines.join('\n')).toMatch(
      /The update to \S+ that run 1002 began has no end recorded; it is settled first\./,
    )
    expect(next.outputs).toMatchObject({ outcome: 'unchanged', changed: 'false' })
    expect(stage.history().entries.map(({ state }) => state)).toEqual(['deployed'])
    expect(stage.aws.journal.of('UpdateEnvironment')).toHaveLength(1)
  },
)

test('SIGINT, SIGTERM and SIGKILL while nothing answers: the next run takes the lease over and settles it', async () => {
  const { stage, stopped, next } = await silent
  expect([1, null]).toContain(stopped.exitCode)
  expect(next.lines.join('\n')).toMatch(/has no end recorded; it is settled first\./)
  expect(next.outputs).toMatchObject({ outcome: 'unchanged' })
  expect(stage.history().entries.map(({ state }) => state)).toEqual(['deployed'])
  expect(stage.aws.journal.of('UpdateEnvironment')).toHaveLength(1)
})

test('two at once: one waits for the other, and an older one gives way', async () => {
  const { stage, runs } = await two
  const outcomes = runs.map(({ outputs }) => outputs.outcome)
  expect([
    ['deployed', 'deployed'],
    ['older', 'deployed'],
  ]).toContainEqual(outcomes)
  expect(runs.flatMap(({ lines }) => lines).join('\n')).toMatch(
    /run https:\/\/github\.com\/octo\/colt-api\/actions\/runs\/100[23]/,
  )
  const writes = stage.aws.journal.entries.filter(
    ({ operation, key = '' }) => operation === 'UpdateEnvironment' || key.endsWith('history.json'),
  )
  const told = writes
    .filter(({ changes }) => changes)
    .map(({ operation }) => (operation === 'UpdateEnvironment' ? 'update' : 'record'))
  const one = ['record', 'update', 'record', 'record']
  expect(told).toEqual(outcomes[0] === 'older' ? one : [...one, ...one])
})

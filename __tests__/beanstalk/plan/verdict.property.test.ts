// Whatever is seen in whichever order: no success that was not seen, no return that mends nothing, and always an end.

import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Color, Sample } from '../../../src/beanstalk/model.ts'
import { isWorse } from '../../../src/beanstalk/plan/health.ts'
import { type Aim, type Decision, judge, newWatch } from '../../../src/beanstalk/plan/verdict.ts'
import { aim, environment, event, fleet, instance, MINUTE, sample } from '../support/samples.ts'

const color = fc.constantFrom<Color>('Green', 'Yellow', 'Grey', 'Red')
// Mostly well, so that there are successes to be wrong about.
const often = <Value>(usual: Value, others: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: others })
const label = often('v2', fc.constantFrom('v1', 'v3', ''))
const look = fc.record({
  pause: fc.integer({ min: 1_000, max: 40_000 }),
  there: often(true, fc.constant(false)),
  status: often('Ready', fc.constantFrom('Updating', 'Aborting', 'Launching', 'Terminating')),
  label,
  color: often<Color>('Green', color),
  isAbortable: fc.boolean(),
  instances: fc.option(
    fc.array(fc.record({ label, deployment: often('Deployed', fc.constant('Failed')) }), { maxLength: 3 }),
    { freq: 8 },
  ),
  isStale: fc.boolean(),
  event: often(undefined, fc.constantFrom('r-1', 'r-0', '')),
  severity: fc.constantFrom('INFO' as const, 'ERROR' as const, 'FATAL' as const),
  isScaledToZero: often(false, fc.constant(true)),
  web: fc.option(fc.boolean(), { nil: undefined }),
})
type Look = typeof look extends fc.Arbitrary<infer Value> ? Value : never

const aims = fc.record({
  least: color,
  looksAtWeb: fc.boolean(),
  before: fc.record({
    label: fc.constantFrom('v1', 'v2', ''),
    isEmpty: fc.boolean(),
    color,
    web: fc.option(
      fc.boolean().map((isRight) => ({ isRight, what: 'status' })),
      { nil: undefined },
    ),
  }),
  request: fc.constantFrom('r-1', ''),
  bound: fc.integer({ min: 0, max: 20 * MINUTE }),
  grace: fc.constant(5 * MINUTE),
})

function sampleOf(one: Look, at: number): Sample {
  const { status, label: its, color: health, isAbortable, instances, web } = one
  const seen = instances?.map((each, index) => instance(each.label, { id: `i-${index}`, deployment: each.deployment }))
  return sample(at, {
    environment: one.there
      ? environment({ status, label: its, color: health, isAbortable, healthStatus: seen ? 'Ok' : '' })
      : undefined,
    fleet: seen === undefined ? undefined : { ...fleet(one.isStale ? 0 : at), instances: seen },
    events: one.event === undefined ? [] : [event({ request: one.event, severity: one.severity })],
    isScaledToZero: one.isScaledToZero,
    web: web === undefined ? undefined : { isRight: web, what: 'status' },
  })
}

interface Ended {
  readonly decision: Decision
  readonly samples: readonly Sample[]
  readonly aborts: number
}

/** Goes on with the last look until there is a verdict. */
function run(looks: readonly Look[], given: Aim): Ended {
  const samples: Sample[] = []
  let [watch, at, aborts] = [newWatch, 0, 0]
  for (let turn = 0; ; turn += 1) {
    const one = looks[Math.min(turn, looks.length - 1)]
    if (one === undefined) throw new Error('nothing to look at')
    at += one.pause
    const seen = sampleOf(one, at)
    samples.push(seen)
    const judged = judge(watch, seen, given)
    watch = judged.watch
    if (judged.decision.kind === 'abort') aborts += 1
    if (judged.decision.kind === 'succeeded' || judged.decision.kind === 'failed') {
      return { decision: judged.decision, samples, aborts }
    }
    if (at > given.bound + given.grace + 60_000) throw new Error('it hangs')
  }
}

const anyRun = fc.record({ looks: fc.array(look, { minLength: 1, maxLength: 60 }), given: aims })
const runs = { numRuns: 3000 }
const faults = (samples: readonly Sample[]) =>
  samples.flatMap(({ events }) => events.filter((one) => one.request === 'r-1' && one.severity !== 'INFO'))

test('a success is one that was seen: label, every instance, health three times, and no fault of our request', () => {
  let successes = 0
  fc.assert(
    fc.property(anyRun, ({ looks, given }) => {
      const all = { ...aim, ...given }
      const { decision, samples } = run(looks, all)
      if (decision.kind !== 'succeeded') return
      successes += 1
      const last = samples.at(-1)
      expect(last?.environment).toMatchObject({ status: 'Ready', label: 'v2' })
      if (all.request !== '') expect(faults(samples)).toEqual([])
      if (decision.unseen === 'health') return expect(last?.isScaledToZero).toBe(true)
      expect(decision.unseen === 'instances').toBe(last?.fleet === undefined)
      expect(last?.fleet?.instances ?? [{ label: 'v2' }]).not.toEqual([])
      const good = samples.slice(samples.findLastIndex((one) => !isGood(one, all)) + 1)
      const [first] = good
      expect((last?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(30_000)
      expect(good.length).toBeGreaterThanOrEqual(3)
      if (all.looksAtWeb) expect(samples.slice(-3).map(({ web }) => web?.isRight)).toEqual([true, true, true])
    }),
    runs,
  )
  expect(successes).toBeGreaterThan(100)
})

function isGood({ environment: its, fleet: seen }: Sample, { least }: Aim): boolean {
  const all = seen === undefined || (seen.instances.length > 0 && seen.instances.every(runsIt))
  return its?.status === 'Ready' && its.label === 'v2' && !isWorse(its.color, least) && all
}

function runsIt(one: { readonly label: string; readonly deployment: string }): boolean {
  return one.label === 'v2' && one.deployment === 'Deployed'
}

test('a version is called worse only where something is seen that makes it so', () => {
  let returns = 0
  fc.assert(
    fc.property(anyRun, ({ looks, given }) => {
      const all = { ...aim, ...given }
      const { decision, samples, aborts } = run(looks, all)
      if (decision.kind !== 'failed' || !decision.isWorse) return
      returns += 1
      const last = samples.at(-1)
      const bad =
        (all.request !== '' && faults(samples).length > 0) ||
        last?.environment?.label !== 'v2' ||
        (last.fleet !== undefined && !(last.fleet.instances.length > 0 && last.fleet.instances.every(runsIt))) ||
        isWorse(last.environment.color, all.least) ||
        (last.web?.isRight === false && all.before.web?.isRight !== false) ||
        aborts > 0
      expect(bad).toBe(true)
      // Nobody else's version is ever replaced.
      expect(['v2', all.before.label]).toContain(last?.environment?.label)
      expect(last?.environment?.status).toBe('Ready')
    }),
    runs,
  )
  expect(returns).toBeGreaterThan(100)
})

test('there is always an end, and at most one abort', () => {
  fc.assert(
    fc.property(anyRun, ({ looks, given }) => {
      expect(run(looks, { ...aim, ...given }).aborts).toBeLessThanOrEqual(1)
    }),
    runs,
  )
})

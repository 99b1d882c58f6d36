// What is seen of an environment, for tests that only say what matters to them.

import type { Before, Color, Environment, Event, Fleet, Instance, Sample } from '../../../src/beanstalk/model.ts'
import { type Aim, type Decision, judge, newWatch } from '../../../src/beanstalk/plan/verdict.ts'

export const MINUTE = 60_000

export function environment(given: Partial<Environment> = {}): Environment {
  return {
    id: 'e-abcdefghij',
    arn: 'arn:aws:elasticbeanstalk:us-east-1:123456789012:environment/colt-api/api-prod',
    application: 'colt-api',
    name: 'api-prod',
    status: 'Ready',
    color: 'Green',
    healthStatus: 'Ok',
    label: 'v2',
    cname: 'api-prod.us-east-1.elasticbeanstalk.com',
    isWorker: false,
    isLoadBalanced: true,
    platform: '64bit Amazon Linux 2023 v6.6.4 running Node.js 22',
    isAbortable: false,
    ...given,
  }
}

export function instance(label = 'v2', given: Partial<Instance> = {}): Instance {
  return {
    id: 'i-1',
    label,
    deployment: 'Deployed',
    color: 'Green',
    healthStatus: 'Ok',
    causes: [],
    type: 't3.micro',
    ...given,
  }
}

export function fleet(at: number, ...instances: readonly Instance[]): Fleet {
  return { refreshed: new Date(at).toISOString(), instances: instances.length === 0 ? [instance()] : instances }
}

export function event(given: Partial<Event> = {}): Event {
  return { time: '2026-11-28T12:00:00.000Z', severity: 'INFO', message: 'Told', request: 'r-1', label: '', ...given }
}

export const before: Before = { label: 'v1', color: 'Green', web: undefined, isEmpty: false }

export const aim: Aim = {
  label: 'v2',
  before,
  request: 'r-1',
  least: 'Green',
  looksAtWeb: false,
  bound: 30 * MINUTE,
  grace: 30 * MINUTE,
}

export function sample(at: number, given: Partial<Sample> = {}): Sample {
  return {
    at,
    environment: environment(),
    fleet: fleet(at),
    events: [],
    isScaledToZero: false,
    web: undefined,
    ...given,
  }
}

export type Looks = (at: number) => Partial<Sample>

export const updating: Looks = () => ({
  environment: environment({ status: 'Updating', label: 'v1', isAbortable: true }),
})
export const live: Looks = () => ({})
export const coloured =
  (color: Color): Looks =>
  () => ({ environment: environment({ color, healthStatus: color === 'Red' ? 'Severe' : 'Warning' }) })

/** Looks every so many seconds, each at its time, until a decision other than to wait; the last look lasts. */
export function verdictOver(looks: readonly Looks[], given: Partial<Aim> = {}, every = 20) {
  const held = { ...aim, ...given }
  let watch = newWatch
  const decisions: Decision['kind'][] = []
  for (let turn = 0; turn < 10_000; turn += 1) {
    const at = turn * every * 1000
    const look = looks[Math.min(turn, looks.length - 1)] ?? live
    const judged = judge(watch, sample(at, look(at)), held)
    watch = judged.watch
    decisions.push(judged.decision.kind)
    const { decision } = judged
    if (decision.kind === 'succeeded' || decision.kind === 'failed') return { decision, decisions, seconds: at / 1000 }
  }
  throw new Error('There is no verdict.')
}

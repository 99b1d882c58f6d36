// What can happen to an environment, one thing at a time; stories and operations are made of these.

import { randomUUID } from 'node:crypto'

import {
  type Deployment,
  type Environment,
  type Instance,
  instanceOf,
  type Operation,
  type Severity,
} from './environment.ts'
import { healthOf, isWorse } from './health.ts'

/** An event of the operation that is under way, if one is. */
export function tell(environment: Environment, at: number, message: string, severity: Severity = 'INFO'): void {
  environment.events.push({ time: at, severity, message, request: environment.operation?.request })
}

/** An event of another request than any that is under way. */
export function tellStray(environment: Environment, at: number, message: string, severity: Severity): void {
  environment.events.push({ time: at, severity, message, request: randomUUID() })
}

/** The service tells of every change of the health by itself, without a request; only enhanced health knows words. */
export function announceHealth(environment: Environment, at: number): void {
  const { announced, settings } = environment
  const { status, causes } = healthOf(environment)
  if (status === announced) return
  environment.announced = status
  if (settings.health === 'basic') return
  const message = `Environment health has transitioned from ${announced} to ${status}. ${causes.join(' ')}`.trim()
  environment.events.push({
    time: at,
    severity: isWorse(status, 'Info') ? 'WARN' : 'INFO',
    message,
    request: undefined,
  })
}

export function begin(environment: Environment, at: number, operation: Operation): void {
  Object.assign(environment, { operation, status: 'Updating', updated: at, told: undefined })
  tell(environment, at, 'Environment update is starting.')
}

/** So many instances are at it. */
export function start(environment: Environment, at: number, count: number): void {
  for (const instance of without(environment).slice(0, count)) deployTo(environment, instance, at, 'In Progress')
}

/** The wanted version comes to so many instances that do not have it, the oldest first. */
export function replace(environment: Environment, at: number, count: number): void {
  for (const instance of without(environment).slice(0, count)) deployTo(environment, instance, at, 'Deployed')
}

/** More instances come, with the wanted version. */
export function launch(environment: Environment, at: number, count: number): void {
  const deployment = deploymentOf(environment, at, 'Deployed')
  for (let made = 0; made < count; made += 1) environment.instances.push(instanceOf(deployment, at))
}

/** So many instances that do not have the wanted version leave. */
export function retire(environment: Environment, count: number): void {
  const leaving = new Set(without(environment).slice(0, count))
  environment.instances = environment.instances.filter((instance) => !leaving.has(instance))
}

/** So many instances die, and auto scaling makes new ones with the version that last came out well. */
export function relaunch(environment: Environment, at: number, count: number): void {
  const { deployed, instances } = environment
  const made = Array.from({ length: count }, () => instanceOf({ ...deployed, status: 'Deployed', time: at }, at))
  environment.instances = [...instances.slice(count), ...made]
}

/** All is well: the environment has the wanted label, and every instance runs it but so many. */
export function succeed(environment: Environment, at: number, leaving = 0): void {
  const { operation } = environment
  if (operation?.kind === 'deployment') {
    replace(environment, at, without(environment).length - leaving)
    environment.deployed = { label: operation.label, number: operation.number }
  }
  tell(environment, at, 'Environment update completed successfully.')
  rest(environment, at)
}

/** It went wrong on so many instances that were at it: the label stays what it was, and so does what other instances run. */
export function fail(environment: Environment, at: number, message: string, on?: number): void {
  const count = on ?? reachOf(environment)
  if (isReplacing(environment)) dropLaunched(environment)
  else for (const instance of without(environment).slice(0, count)) deployTo(environment, instance, at, 'Failed')
  giveUp(environment, at)
  tell(environment, at, message, 'ERROR')
  tell(
    environment,
    at,
    `Unsuccessful command execution on instance id(s) '${failedOn(environment)}'. Aborting the operation.`,
    'ERROR',
  )
  tell(environment, at, 'Failed to deploy application.', 'ERROR')
  rest(environment, at)
}

/** The service takes it back without a word of error. */
export function revert(environment: Environment, at: number): void {
  const { deployed } = environment
  dropLaunched(environment)
  for (const instance of environment.instances) instance.deployment = { ...deployed, status: 'Deployed', time: at }
  tell(environment, at, 'Environment update completed successfully.')
  rest(environment, at)
}

/** Somebody cut it short: the label is the old one; instances that had the new version keep it, unless they were extra. */
export function aborted(environment: Environment, at: number): void {
  if (isReplacing(environment)) dropLaunched(environment)
  giveUp(environment, at)
  const mixed = environment.instances.some(({ deployment }) => deployment.label !== environment.deployed.label)
  if (mixed) tell(environment, at, ABORTED_MIXED, 'WARN')
  tell(environment, at, 'The environment update was aborted.')
  rest(environment, at)
}

const ABORTED_MIXED =
  'During an aborted deployment, some instances may have deployed the new application version. To ensure all instances are running the same version, re-deploy the appropriate application version.'

export function terminate(environment: Environment, at: number): void {
  environment.agenda.clear()
  tell(environment, at, 'terminateEnvironment completed successfully.')
  Object.assign(environment, { status: 'Terminated', terminated: at, updated: at, instances: [], operation: undefined })
}

/** So many instances are wanted, and there; those that come have the version that last came out well. */
export function scale(environment: Environment, at: number, count: number): void {
  environment.desired = count
  const missing = Math.max(0, count - environment.instances.length)
  environment.instances = environment.instances.slice(0, count)
  for (let made = 0; made < missing; made += 1) {
    environment.instances.push(instanceOf({ ...environment.deployed, status: 'Deployed', time: at }, at))
  }
  announceHealth(environment, at)
}

/** Instances that do not run what is wanted, those that were there longest first. */
export function without({ instances, operation, deployed }: Environment): Instance[] {
  const { number } = operation ?? deployed
  return instances.filter(({ deployment }) => deployment.number !== number || deployment.status === 'In Progress')
}

/** Those that fail together: whoever is at it, or else the next batch. */
function reachOf({ instances, settings }: Environment): number {
  if (instances.some(({ deployment }) => deployment.status === 'In Progress')) return 0
  return settings.policy === 'AllAtOnce' ? instances.length : settings.batchSize
}

/** What was at it when the operation ended has not come through. */
function giveUp({ instances }: Environment, at: number): void {
  for (const instance of instances.filter(({ deployment }) => deployment.status === 'In Progress')) {
    instance.deployment = { ...instance.deployment, status: 'Failed', time: at }
  }
}

type Progress = Deployment['status']

function deployTo(environment: Environment, instance: Instance, at: number, status: Progress): void {
  instance.deployment = deploymentOf(environment, at, status)
}

function deploymentOf({ operation, deployed }: Environment, at: number, status: Progress): Deployment {
  const { label, number } = operation ?? deployed
  return { label, number, status, time: at }
}

function failedOn({ instances }: Environment): string {
  return instances.flatMap(({ id, deployment }) => (deployment.status === 'Failed' ? [id] : [])).join(',')
}

/** Policies that never touch the instances that are there. */
function isReplacing({ settings }: Environment): boolean {
  return settings.policy === 'Immutable' || settings.policy === 'TrafficSplitting'
}

function dropLaunched(environment: Environment): void {
  const number = environment.operation?.number
  if (isReplacing(environment)) {
    environment.instances = environment.instances.filter(({ deployment }) => deployment.number !== number)
  }
}

function rest(environment: Environment, at: number): void {
  Object.assign(environment, { status: 'Ready', operation: undefined, updated: at })
}

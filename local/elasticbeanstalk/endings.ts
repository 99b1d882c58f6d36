// How an operation on an environment ends.

import type { Environment } from './environment.ts'
import { tell } from './events.ts'
import { deployTo, dropLaunched, giveUp, isReplacing, replace, without } from './instances.ts'

/** All is well: the environment has the wanted label, and every instance runs it but so many. */
export function succeed(environment: Environment, at: number, leaving = 0): void {
  const { operation } = environment
  if (operation?.kind === 'deployment') {
    replace(environment, at, Math.max(0, without(environment).length - leaving))
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
  const ids = `instance id(s) '${failedOn(environment)}'`
  tell(environment, at, `Unsuccessful command execution on ${ids}. Aborting the operation.`, 'ERROR')
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
  dropLaunched(environment)
  giveUp(environment, at)
  const mixed = environment.instances.some(({ deployment }) => deployment.label !== environment.deployed.label)
  if (mixed) tell(environment, at, ABORTED_MIXED, 'WARN')
  tell(environment, at, 'The environment update was aborted.')
  rest(environment, at)
}

const ABORTED_MIXED =
  'During an aborted deployment, some instances may have deployed the new application version. To ensure all instances are running the same version, re-deploy the appropriate application version.'

/** Those that fail together: whoever is at it, or else the next batch. */
function reachOf({ instances, settings }: Environment): number {
  if (instances.some(({ deployment }) => deployment.status === 'In Progress')) return 0
  return settings.policy === 'AllAtOnce' ? instances.length : settings.batchSize
}

function failedOn({ instances }: Environment): string {
  return instances.flatMap(({ id, deployment }) => (deployment.status === 'Failed' ? [id] : [])).join(',')
}

function rest(environment: Environment, at: number): void {
  Object.assign(environment, { status: 'Ready', operation: undefined, updated: at })
}

// What happens to the instances of an environment, a few at a time.

import { type Deployment, type Environment, type Instance, instanceOf } from './environment.ts'

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
  environment.instances = [...environment.instances.slice(count), ...anew(environment, at, count)]
}

/** So many instances are there; those that come have the version that last came out well. */
export function resize(environment: Environment, at: number, count: number): void {
  const kept = environment.instances.slice(0, count)
  environment.instances = [...kept, ...anew(environment, at, count - kept.length)]
}

/** What was at it when the operation ended has not come through. */
export function giveUp({ instances }: Environment, at: number): void {
  for (const instance of instances.filter(({ deployment }) => deployment.status === 'In Progress')) {
    instance.deployment = { ...instance.deployment, status: 'Failed', time: at }
  }
}

/** Policies that never touch the instances that are there. */
export function isReplacing({ settings }: Environment): boolean {
  return settings.policy === 'Immutable' || settings.policy === 'TrafficSplitting'
}

export function dropLaunched(environment: Environment): void {
  const number = environment.operation?.number
  if (isReplacing(environment)) {
    environment.instances = environment.instances.filter(({ deployment }) => deployment.number !== number)
  }
}

/** Instances that do not run what is wanted, those that were there longest first. */
export function without({ instances, operation, deployed }: Environment): Instance[] {
  const { number } = operation ?? deployed
  return instances.filter(({ deployment }) => deployment.number !== number || deployment.status === 'In Progress')
}

type Progress = Deployment['status']

export function deployTo(environment: Environment, instance: Instance, at: number, status: Progress): void {
  instance.deployment = deploymentOf(environment, at, status)
}

function deploymentOf({ operation, deployed }: Environment, at: number, status: Progress): Deployment {
  const { label, number } = operation ?? deployed
  return { label, number, status, time: at }
}

function anew({ deployed }: Environment, at: number, count: number): Instance[] {
  return Array.from({ length: count }, () => instanceOf({ ...deployed, status: 'Deployed', time: at }, at))
}

// The large steps in the life of an environment.

import type { Environment, Operation } from './environment.ts'
import { announceHealth, tell } from './events.ts'
import { resize } from './instances.ts'

export function begin(environment: Environment, at: number, operation: Operation): void {
  Object.assign(environment, { operation, status: 'Updating', updated: at, told: undefined })
  tell(environment, at, 'Environment update is starting.')
}

/** So many instances are there, while the configuration names another number of them or the same. */
export function scale(environment: Environment, at: number, count: number, configured: number): void {
  environment.configured = configured
  resize(environment, at, count)
  announceHealth(environment, at)
}

export function terminate(environment: Environment, at: number): void {
  environment.agenda.clear()
  tell(environment, at, 'terminateEnvironment completed successfully.')
  Object.assign(environment, { status: 'Terminated', terminated: at, updated: at, instances: [], operation: undefined })
}

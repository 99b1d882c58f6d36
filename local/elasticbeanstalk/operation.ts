import { randomUUID } from 'node:crypto'

import type { Environment, Operation } from './environment.ts'

/** A version is to come to the environment; real processes are not stopped halfway. */
export function deployment(environment: Environment, label: string, request: string): Operation {
  environment.deployments += 1
  const abortable = !environment.settings.run
  return { kind: 'deployment', label, number: environment.deployments, request, abortable }
}

/** AWS itself updates the platform; the version stays. */
export function managed({ deployed }: Environment): Operation {
  return { kind: 'managed update', ...deployed, request: randomUUID(), abortable: false }
}

// What a run is about, by its mode: in a sentence that says how far it has come, and in one that says that it failed.

import type { Mode } from '../model.ts'

export interface Undertaking {
  readonly mode: Mode
  /** '' where no bundle is given: then it is about a version that is there. */
  readonly bundle: string
  readonly environment: string
}

/** As in *Deploying* and *Rolling back*. */
export function doing({ mode }: Pick<Undertaking, 'mode'>): string {
  return { deploy: 'Deploying', plan: 'Planning', rollback: 'Rolling back', resume: 'Resuming' }[mode]
}

/** *Could not deploy v2 to api-prod*, *Could not roll back api-prod to v1*: without an end. `label` is '' where none is known. */
export function couldNot({ mode, bundle, environment }: Undertaking, label = ''): string {
  const to = label === '' ? '' : ` to ${label}`
  switch (mode) {
    case 'deploy':
      return `Could not deploy ${label === '' ? '' : `${label} `}to ${environment}`
    case 'plan':
      return bundle === ''
        ? `Could not plan a rollback of ${environment}${to}`
        : `Could not plan a deploy ${label === '' ? '' : `of ${label} `}to ${environment}`
    case 'rollback':
      return `Could not roll back ${environment}${to}`
    case 'resume':
      return `Could not resume deploys to ${environment}`
  }
}

// What goes wrong in a scenario, in one line each.

import type { Fault, JournalEntry } from '../../../local/index.ts'
import type { Stage } from './stage.ts'

export const denied: Fault = { status: 403, code: 'AccessDenied', message: 'Access Denied' }

/** Which requests a fault is for: an operation, and a path of the site or a whole key where one is given. */
export interface Target {
  readonly operation: string
  readonly path?: string
  readonly key?: string
}

/** As often as it is asked; the answer ends it. */
export function fail({ aws }: Stage, target: Target, fault: Fault = denied): () => void {
  return aws.intercept((request) => (isOn(request, target) ? fault : undefined))
}

/** The first time only. */
export function failOnce(stage: Stage, target: Target, fault: Fault = denied): void {
  const end = stage.aws.intercept((request) => {
    if (!isOn(request, target)) return undefined
    end()
    return fault
  })
}

/** Does something as such a request comes in for the first time; the request itself goes on. */
export function meanwhile({ aws }: Stage, target: Target, act: () => void): void {
  const end = aws.intercept((request) => {
    if (!isOn(request, target)) return undefined
    end()
    act()
    return undefined
  })
}

function isOn(request: JournalEntry, { operation, path, key }: Target): boolean {
  const wanted = path === undefined ? key : `dist/${path}`
  return request.operation === operation && (wanted === undefined || request.key === wanted)
}

// What a run did, as plain data: everything that outputs and summary say.

import type { Phase } from '../../shared/stopwatch.ts'
import type { Caller, Environment, Event, Fleet, History, Mode, Wanted } from '../model.ts'

export type Outcome =
  | 'deployed'
  | 'unchanged'
  | 'planned'
  | 'older'
  | 'held'
  | 'rolled-back'
  | 'resumed'
  | 'absent'
  | 'failed'

/** What the inputs name. */
export interface Place {
  readonly application: string
  readonly name: string
  readonly mode: Mode
  readonly verifies: boolean
}

export interface Report extends Place {
  readonly outcome: Outcome
  readonly caller: Caller | undefined
  readonly environment: Environment | undefined
  readonly fleet: Fleet | undefined
  readonly labelBefore: string
  readonly wanted: Wanted | undefined
  readonly isChanged: boolean
  readonly isVerified: boolean | undefined
  readonly isRolledBack: boolean
  readonly url: string
  readonly history: History | undefined
  readonly events: readonly Event[]
  readonly phases: readonly Phase[]
  /** Sentences of what made it fail. */
  readonly failures: readonly string[]
}

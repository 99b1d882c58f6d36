// What a run did, as plain data: everything that outputs, summary and plan file say.

import type { Phase } from '../../shared/stopwatch.ts'
import type { Plan, Refreshed, Sighting, Tally } from '../model.ts'
import type { CurrentRecord } from '../record-model.ts'

export type Outcome = 'deployed' | 'unchanged' | 'planned' | 'older' | 'held' | 'rolled-back' | 'resumed' | 'failed'

export interface Place {
  readonly bucket: string
  readonly prefix: string
  /** As in `s3://bucket/.colt-deploy/dist/`. */
  readonly state: string
  /** '' where none is named. */
  readonly environment: string
  readonly mode: 'deploy' | 'plan' | 'rollback' | 'resume'
}

export interface Report extends Place {
  /** Where visitors find the site; '' where that is not known. */
  readonly url: string
  readonly outcome: Outcome
  /** Undefined where the run failed before there was one. */
  readonly plan: Plan | undefined
  /** What is recorded as live; undefined where nothing is, or where it could not be read. */
  readonly current: CurrentRecord | undefined
  /** The release that was live when the plan was made. */
  readonly before: number | undefined
  /** The number that the next release would have. */
  readonly next: number | undefined
  readonly isRolledBack: boolean
  readonly done: Readonly<Tally>
  readonly refreshed: readonly Refreshed[]
  readonly sightings: readonly Sighting[]
  readonly phases: readonly Phase[]
  /** Sentences of what made it fail. */
  readonly failures: readonly string[]
}

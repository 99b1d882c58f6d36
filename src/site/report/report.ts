// What a run did, as plain data: everything that outputs, summary and plan file say.

import type { Phase } from '../../shared/stopwatch.ts'
import type { Wanted } from '../file-model.ts'
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
  /** The files of the release that is wanted; none where the run failed before they were known. */
  readonly wanted: readonly Wanted[]
  /** Why they were compared with nothing, as a sentence; '' where they were. */
  readonly blind: string
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
  /** What a person should look at, a sentence each. */
  readonly warnings: readonly string[]
  readonly phases: readonly Phase[]
  /** Sentences of what made it fail. */
  readonly failures: readonly string[]
}

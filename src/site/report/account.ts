// What has happened so far; a run that fails in the middle can still say it.

import type { Stopwatch } from '../../shared/stopwatch.ts'
import type { Wanted } from '../file-model.ts'
import type { Plan, Refreshed, Sighting, Tally } from '../model.ts'
import type { CurrentRecord, Situation } from '../record-model.ts'
import type { Outcome, Place, Report } from './report.ts'

/** Written while the story goes. */
export interface Account {
  outcome: Outcome
  plan: Plan | undefined
  /** The files of the release that is wanted; none where the run failed before they were known. */
  wanted: readonly Wanted[]
  /** Why they were compared with nothing, as a sentence; '' where they were. */
  blind: string
  /** What is recorded as live, as far as this run knows; undefined where nothing is. */
  current: CurrentRecord | undefined
  /** The release that was live when the plan was made; undefined where none is recorded. */
  before: number | undefined
  /** The number that the next release would have; undefined where that is not known. */
  next: number | undefined
  /** Was the site put back to an earlier release? */
  isRolledBack: boolean
  /** Where visitors find the site; '' as long as that is not known. */
  url: string
  readonly tally: Tally
  readonly refreshed: Refreshed[]
  /** Of each address, after each release that went live in this run. */
  readonly sightings: Sighting[]
  /** What a person should look at, a sentence each. */
  readonly warnings: string[]
  readonly watch: Stopwatch
}

/** An account with nothing in it: failed, until the story says otherwise. */
export function newAccount(watch: Stopwatch): Account {
  return {
    outcome: 'failed',
    plan: undefined,
    wanted: [],
    blind: '',
    current: undefined,
    before: undefined,
    next: undefined,
    isRolledBack: false,
    url: '',
    tally: { uploaded: 0, restored: 0, headersUpdated: 0, deleted: 0, bytesUploaded: 0 },
    refreshed: [],
    sightings: [],
    warnings: [],
    watch,
  }
}

/** Notes what is live before anything is done. */
export function noteLive(account: Account, { current, recorded }: Situation, next: number): void {
  account.current = recorded === undefined ? undefined : current
  account.before = account.current?.live.sequence
  account.next = next
}

export function reportOf(account: Account, place: Place, failures: readonly string[]): Report {
  const { watch, tally, ...rest } = account
  return { ...place, ...rest, done: { ...tally }, phases: watch.phases, failures }
}

// What has happened so far; a run that fails in the middle can still say it.

import type { Stopwatch } from '../../shared/stopwatch.ts'
import type { Plan, Refreshed, Tally } from '../model.ts'
import type { Outcome, Place, Report } from './report.ts'

/** Written while the story goes. */
export interface Account {
  outcome: Outcome
  plan: Plan | undefined
  /** Where visitors find the site; '' as long as that is not known. */
  url: string
  readonly tally: Tally
  readonly refreshed: Refreshed[]
  readonly watch: Stopwatch
}

/** An account with nothing in it: failed, until the story says otherwise. */
export function newAccount(watch: Stopwatch): Account {
  return {
    outcome: 'failed',
    plan: undefined,
    url: '',
    tally: { uploaded: 0, headersUpdated: 0, bytesUploaded: 0 },
    refreshed: [],
    watch,
  }
}

export function reportOf(account: Account, place: Place, failures: readonly string[]): Report {
  const { outcome, plan, url, tally, refreshed, watch } = account
  return { ...place, url, outcome, plan, done: { ...tally }, refreshed, phases: watch.phases, failures }
}

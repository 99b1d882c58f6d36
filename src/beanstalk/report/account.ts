// What has happened so far; a run that fails in the middle can still say it.

import type { Stopwatch } from '../../shared/stopwatch.ts'
import type { Caller, Color, Environment, Event, Fleet, History, Wanted } from '../model.ts'
import type { Outcome, Place, Report } from './report.ts'

/** Written while the story goes. */
export interface Account {
  outcome: Outcome
  /** Undefined as long as that is not known. */
  caller: Caller | undefined
  /** As it was last seen. */
  environment: Environment | undefined
  fleet: Fleet | undefined
  /** What it ran when the run began; '' as long as that is not known. */
  labelBefore: string
  wanted: Wanted | undefined
  /** Was an update begun? */
  isChanged: boolean
  /** Did the web answer as it should? Undefined where nobody looked. */
  isVerified: boolean | undefined
  isRolledBack: boolean
  /** Where the API is found; '' as long as that is not known. */
  url: string
  history: History | undefined
  readonly events: Event[]
  /** Its health as it was seen, by the clock of the run. */
  readonly colors: { readonly at: number; readonly color: Color }[]
  readonly watch: Stopwatch
}

/** An account with nothing in it: failed, until the story says otherwise. */
export function newAccount(watch: Stopwatch): Account {
  return {
    outcome: 'failed',
    caller: undefined,
    environment: undefined,
    fleet: undefined,
    labelBefore: '',
    wanted: undefined,
    isChanged: false,
    isVerified: undefined,
    isRolledBack: false,
    url: '',
    history: undefined,
    events: [],
    colors: [],
    watch,
  }
}

export function reportOf(account: Account, place: Place, failures: readonly string[]): Report {
  const { watch, events, colors: _, ...rest } = account
  return { ...place, ...rest, events: [...events], phases: watch.phases, failures }
}

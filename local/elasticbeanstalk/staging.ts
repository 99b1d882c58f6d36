// Puts a story on the agenda of an environment.

import type { Environment } from './environment.ts'
import { announceHealth } from './events.ts'
import { deploymentBy } from './policy.ts'
import { type Beat, succeeded } from './story.ts'

/** The story of an update in full: what the policy does, where no beat says how it goes, and an end where none is told. */
export function wholeUpdate(environment: Environment, story: readonly Beat[]): readonly Beat[] {
  const told = story.some(({ part }) => part === 'update') ? story : [...own(environment, story), ...story]
  if (told.some(({ part }) => part === 'end')) return told
  const last = told.findLastIndex(({ part }) => part === 'update')
  return told.toSpliced(last + 1, 0, succeeded())
}

function own(environment: Environment, story: readonly Beat[]): readonly Beat[] {
  return deploymentBy(environment, story.find(({ batches }) => batches !== undefined)?.batches)
}

/** Each beat begins where the one before it ends; after each the service looks at the health again. */
export function perform(environment: Environment, story: readonly Beat[], from: number): void {
  let at = from
  for (const beat of story) {
    put(environment, at, beat.begin)
    at += beat.lasts
    if (beat.end !== undefined) put(environment, at, beat.end)
  }
}

function put(environment: Environment, at: number, happen: Beat['begin']): void {
  environment.agenda.add(at, (then) => {
    happen(environment, then)
    announceHealth(environment, then)
  })
}

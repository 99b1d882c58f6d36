// May this deploy go on now, or is it held back, or older than what is live?

import { allowedSentence, orderOf, orderSentence } from '../shared/order.ts'
import { type Provenance, provenanceOf } from '../shared/provenance.ts'
import type { History } from './model.ts'
import { liveEntry } from './plan/history.ts'
import type { World } from './ports.ts'
import type { ApiInputs } from './read/inputs.ts'

export interface Admission {
  readonly outcome: 'go' | 'held' | 'older'
  /** '' where there is nothing to say. */
  readonly sentence: string
  readonly isNotice: boolean
}

/** A hold and a newer deploy let none through; a commit that nobody can compare goes on with a warning. */
export async function admissionOf(
  history: History,
  { allowsOlder }: ApiInputs,
  { run, commits }: World,
): Promise<Admission> {
  const { hold } = history
  if (hold !== undefined) {
    const when = `${hold.time.slice(0, 10)} at ${hold.time.slice(11, 16)} UTC`
    const sentence = `Deploys are held: ${hold.actor} ${hold.reason} on ${when}. Nothing was changed. To go on: \`mode: resume\`.`
    return { outcome: 'held', sentence, isNotice: false }
  }
  const live = liveProvenance(history)
  const order = await orderOf(live, run.provenance, commits)
  if (order.verdict === 'older' && allowsOlder) {
    return { outcome: 'go', sentence: allowedSentence(order, live, run.provenance), isNotice: true }
  }
  const sentence = orderSentence(order, live, run.provenance)
  return { outcome: order.verdict === 'older' ? 'older' : 'go', sentence, isNotice: order.verdict === 'diverged' }
}

/** Nobody’s, where nothing is recorded. */
function liveProvenance(history: History): Provenance {
  return liveEntry(history)?.provenance ?? provenanceOf({}, history.environment)
}

export function tellAdmission({ sentence, isNotice }: Admission, { log }: World): void {
  if (sentence === '') return
  if (isNotice) log.notice(sentence)
  else log.warning(sentence)
}

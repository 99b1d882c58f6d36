// May this deploy go live now, or is it held back, or older than what is live?

import { allowedSentence, orderOf, orderSentence } from '../shared/order.ts'
import type { World } from './ports.ts'
import type { SiteInputs } from './read/inputs.ts'
import type { CurrentRecord } from './record-model.ts'

export interface Verdict {
  readonly outcome: 'go' | 'held' | 'older'
  /** '' where there is nothing to say. */
  readonly sentence: string
  readonly isNotice: boolean
}

/** A hold and a newer release let no deploy through; a commit that nobody can compare goes on with a warning. */
export async function verdictOn(
  { live, hold }: CurrentRecord,
  { allowsOlder }: SiteInputs,
  { run, commits }: World,
): Promise<Verdict> {
  if (hold !== undefined) {
    const { actor, time, reason } = hold
    const sentence = `Deploys are held: ${actor} ${reason} on ${time.slice(0, 10)} at ${time.slice(11, 16)} UTC. Nothing was changed. To go on: \`mode: resume\`.`
    return { outcome: 'held', sentence, isNotice: false }
  }
  const order = await orderOf(live.provenance, run.provenance, commits)
  if (order.verdict === 'older' && allowsOlder) {
    return { outcome: 'go', sentence: allowedSentence(order, live.provenance, run.provenance), isNotice: true }
  }
  const sentence = orderSentence(order, live.provenance, run.provenance)
  return { outcome: order.verdict === 'older' ? 'older' : 'go', sentence, isNotice: order.verdict === 'diverged' }
}

export function tellVerdict({ sentence, isNotice }: Verdict, { log }: World): void {
  if (sentence === '') return
  if (isNotice) log.notice(sentence)
  else log.warning(sentence)
}

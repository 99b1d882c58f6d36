// The next record: what is live now, and everything of ours beside it.

import type { BegunRelease, CurrentRecord, PastRelease, Situation } from '../record-model.ts'
import { keptAfter } from './copies.ts'
import { ledgerAfter } from './ledger.ts'
import type { Outcome } from './outcome.ts'

type Succession = Pick<CurrentRecord, 'live' | 'history' | 'ledger' | 'kept' | 'begun'>

export function succeed(situation: Situation, outcome: Outcome): Succession {
  const { current } = situation
  return {
    live: outcome.live,
    history: historyAfter(current, outcome),
    ledger: ledgerAfter(situation, outcome),
    kept: keptAfter(situation, outcome),
    begun: begunAfter(situation, outcome),
  }
}

function historyAfter({ live, history }: CurrentRecord, { live: next, leaves, now }: Outcome): readonly PastRelease[] {
  const isSame = next.sequence === live.sequence
  const isNothing = live.sequence === 0 && live.files.length === 0
  if (isSame || isNothing) return history
  const { sequence, provenance, time, restores, content } = live
  const past = { sequence, provenance, time, restores, content, ended: now, left: leaves, missing: [] }
  return [...history, past]
}

/** They ended when their files were read: what of them arrives later is still theirs. */
function begunAfter({ current, open, now }: Situation, { live, isUntold }: Outcome): readonly BegunRelease[] {
  if (isUntold === true) return current.begun
  const ended = new Date(now).toISOString()
  const unfinished = open.filter(({ sequence }) => sequence !== live.sequence)
  return [...current.begun, ...unfinished.map(({ sequence }) => ({ sequence, ended }))]
}

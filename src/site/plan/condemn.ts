// Marks in the record what prune will take, in the same write that puts the new release into it.

import type { CurrentRecord, Retention } from '../record-model.ts'
import { surplusOf } from './retention.ts'

export interface Condemned {
  readonly record: CurrentRecord
  /** Files and copies that are too many to be meant, and stay. */
  readonly refused: number
}

export function condemn(current: CurrentRecord, retention: Retention, mostDeletes: number, now: number): Condemned {
  const surplus = surplusOf(current, retention, now)
  const count = surplus.files.length + surplus.kept.length
  if (count > mostDeletes) return { record: current, refused: count }
  const files = new Set(surplus.files)
  const kept = new Set(surplus.kept)
  const past = new Set(surplus.history)
  const begun = new Set(surplus.begun)
  const record = {
    ...current,
    ledger: current.ledger.map((entry) => (files.has(entry) ? { ...entry, condemned: true } : entry)),
    kept: current.kept.map((entry) => (kept.has(entry) ? { ...entry, condemned: true } : entry)),
    history: current.history.filter((entry) => !past.has(entry)),
    // The newest sequence that was ever begun must stay known.
    begun: current.begun.filter((entry) => !begun.has(entry) || entry.sequence > current.live.sequence),
  }
  return { record, refused: 0 }
}

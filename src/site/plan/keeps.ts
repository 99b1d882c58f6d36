// What is copied before it is replaced or deleted, so that nothing is lost.

import type { Change, Keep } from '../model.ts'
import type { Known, Situation } from '../record-model.ts'
import { pathBelow, whatIsThere } from './removals.ts'
import { sourcesIn } from './sources.ts'

/**
 * A copy of everything that a change replaces or deletes and that is not kept yet, once for each content. What is purged
 * is to be gone, and what only an unfinished release wrote is nothing that anybody can want back: but that it did write
 * it is not certain while one can go back to what was there before the first release, which no ledger names.
 */
export function keepsFor(
  changes: readonly Change[],
  known: ReadonlyMap<string, Known>,
  situation: Situation,
): readonly Keep[] {
  const sources = sourcesIn(situation)
  const pathOf = pathBelow(situation.current.live.prefix)
  const isAdopted = situation.current.history.some(({ sequence }) => sequence === 0)
  const keeps = changes.flatMap((change) => {
    const there = known.get(change.asset.key)
    if (there === undefined || (there.kind === 'begun' && !isAdopted)) return []
    return isLost(change, there) ? [keepOf(there, pathOf)] : []
  })
  return oncePerContent(keeps.filter(({ asset }) => sources.of(asset) === undefined))
}

/** Would bytes be gone that somebody may want back? */
function isLost(change: Change, { file }: Known): boolean {
  if (change.kind === 'copy' || change.reason === 'purged') return false
  return change.kind === 'delete' || file?.sha256 === undefined || file.sha256 !== change.asset.sha256
}

function keepOf(there: Known, pathOf: (key: string) => string): Keep {
  const reason = there.file === undefined ? 'nobody else has it' : 'for earlier releases'
  return { kind: 'keep', asset: whatIsThere(there, pathOf), etag: there.live.etag, reason }
}

function oncePerContent(keeps: readonly Keep[]): readonly Keep[] {
  const first = new Map(keeps.toReversed().map((keep) => [keep.asset.sha256, keep]))
  return keeps.filter((keep) => keep.asset.sha256 === undefined || first.get(keep.asset.sha256) === keep)
}

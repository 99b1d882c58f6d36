// What is copied before it is replaced or deleted, so that nothing is lost.

import type { Change, Keep, Known, Situation } from '../model.ts'
import { pathBelow, thing } from './removals.ts'
import { sourcesIn } from './sources.ts'

/**
 * A copy of everything that a change replaces or deletes and that is not kept yet. What only an unfinished release
 * wrote is nothing that anybody can want back, and what is purged is to be gone.
 */
export function keepsFor(
  changes: readonly Change[],
  known: ReadonlyMap<string, Known>,
  situation: Situation,
): readonly Keep[] {
  const sources = sourcesIn(situation)
  const condemned = new Set(situation.current.kept.filter((entry) => entry.condemned).map(({ sha256 }) => sha256))
  const pathOf = pathBelow(situation.current.live.prefix)
  return changes.flatMap((change): Keep[] => {
    const there = known.get(change.asset.key)
    if (there === undefined || there.kind === 'begun' || !isLost(change, there)) return []
    const asset = thing(there.live.key, pathOf, there.live, there.file)
    const source = sources.of(asset)
    if (source !== undefined && !condemned.has(source.sha256)) return []
    const reason = there.kind === 'edited' || there.kind === 'unknown' ? 'nobody else has it' : `for earlier releases`
    return [{ kind: 'keep', asset, etag: there.live.etag, reason }]
  })
}

/** Would the bytes be gone? */
function isLost(change: Change, { file }: Known): boolean {
  if (change.kind === 'copy' || change.reason === 'purged') return false
  return change.kind === 'delete' || file?.sha256 === undefined || file.sha256 !== change.asset.sha256
}

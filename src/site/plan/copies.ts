// The next list of what is kept beside the site.

import type { KeptContent, Situation } from '../model.ts'
import type { NewlyKept, Outcome } from './outcome.ts'

/** The last entry of a content counts. What is purged is condemned, because a copy that no record names would stay. */
export function keptAfter(situation: Situation, outcome: Outcome): readonly KeptContent[] {
  const ending = { release: situation.current.live.sequence, ended: outcome.now, condemned: false }
  const entries = [
    ...keptUnrecorded(situation).map((copy) => ({ ...copy, ...ending })),
    ...keptBefore(situation, outcome),
    ...outcome.kept.map((copy) => ({ ...copy, ...ending })),
  ]
  const isPurged = ({ sha256 }: KeptContent): boolean => outcome.purged.has(sha256)
  const all = entries.map((entry) => (isPurged(entry) ? { ...entry, condemned: true } : entry))
  return [...new Map(all.map((entry) => [entry.sha256, entry])).values()]
}

/** Copies by runs that did not come to record them. */
function keptUnrecorded({ current, kept }: Situation): readonly NewlyKept[] {
  const recorded = new Set(current.kept.map(({ sha256 }) => sha256))
  const unrecorded = [...kept].filter(([sha256]) => !recorded.has(sha256))
  return unrecorded.map(([sha256, copy]) => ({ sha256, ...copy, key: '', was: '' }))
}

/**
 * What the release before referred to is needed for as long as that one is. A copy that somebody has changed is none any
 * more; its entry stays, so that nobody takes it for one.
 */
function keptBefore({ current, kept }: Situation, { now }: Outcome): readonly KeptContent[] {
  const { sequence, files } = current.live
  const referred = new Set(files.map(({ sha256 }) => sha256))
  return current.kept.flatMap((entry) => {
    const copy = kept.get(entry.sha256)
    if (copy === undefined) return []
    if (entry.condemned || copy.etag !== entry.etag) return [{ ...entry, condemned: true }]
    return [referred.has(entry.sha256) ? { ...entry, release: sequence, ended: now } : entry]
  })
}

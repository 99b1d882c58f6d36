// The next list of what is kept beside the site.

import type { KeptContent, ReleaseRecord, Situation } from '../record-model.ts'
import type { NewlyKept, Outcome } from './outcome.ts'

/** The last entry of a content counts. What is purged is condemned, because a copy that no record names would stay. */
export function keptAfter(situation: Situation, outcome: Outcome): readonly KeptContent[] {
  const entries = [
    ...keptBefore(situation, outcome),
    ...[...keptUnrecorded(situation), ...outcome.kept].map((copy) => needed(copy, situation, outcome)),
  ]
  const isPurged = ({ sha256 }: KeptContent): boolean => outcome.purged.has(sha256)
  const all = entries.map((entry) => (isPurged(entry) ? { ...entry, condemned: true } : entry))
  return [...new Map(all.map((entry) => [entry.sha256, entry])).values()]
}

/** For as long as the release before is. */
function needed(copy: NewlyKept, { current }: Situation, { now }: Outcome): KeptContent {
  return { ...copy, release: current.live.sequence, ended: now, condemned: false }
}

/** Copies by runs that did not come to record them; they may have made those anew that are condemned, or are others now. */
function keptUnrecorded({ current, open, kept }: Situation): readonly NewlyKept[] {
  const recorded = new Map(current.kept.map((entry) => [entry.sha256, entry]))
  return [...kept].flatMap(([sha256, copy]) => {
    const entry = recorded.get(sha256)
    if (entry === undefined) return [{ sha256, ...copy, key: '', was: '' }]
    const isAnew = open.length > 0 && (entry.condemned || entry.etag !== copy.etag)
    return isAnew ? [{ sha256, ...copy, key: entry.key, was: entry.was }] : []
  })
}

/**
 * What the release before referred to is needed for as long as that one is. A copy that somebody has changed is none any
 * more; its entry stays, so that nobody takes it for one.
 */
function keptBefore(situation: Situation, outcome: Outcome): readonly KeptContent[] {
  const { current, kept } = situation
  const isReferred = referredBy(current.live)
  return current.kept.flatMap((entry) => {
    const copy = kept.get(entry.sha256)
    if (copy === undefined) return []
    if (entry.condemned || copy.etag !== entry.etag) return [{ ...entry, condemned: true }]
    return [isReferred(entry) ? needed(entry, situation, outcome) : entry]
  })
}

/** Bytes that nobody has read are known by the ETag that they had, or by that of a copy. */
function referredBy({ files }: ReleaseRecord): (copy: KeptContent) => boolean {
  const hashes = new Set(files.map(({ sha256 }) => sha256))
  const etags = new Set(files.filter(({ sha256 }) => sha256 === undefined).map(({ etag }) => etag))
  return ({ sha256, etag, was }) => hashes.has(sha256) || etags.has(etag) || etags.has(was)
}

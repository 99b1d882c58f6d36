// What nobody needs any more: decided by what releases refer to and when they ended, never by when a file was uploaded.

import type { BegunRelease, CurrentRecord, KeptContent, PastRelease, RetainedFile, Retention } from '../record-model.ts'

/** What no release within the retention refers to. */
export interface Surplus {
  readonly files: readonly RetainedFile[]
  readonly kept: readonly KeptContent[]
  readonly history: readonly PastRelease[]
  readonly begun: readonly BegunRelease[]
}

const DAY = 24 * 60 * 60 * 1000

/** Visitors may have seen an unfinished release, so that what it showed stays for a day whatever `keep-days` says. */
const LEAST_DAYS_OF_BEGUN = 1

export function surplusOf(current: CurrentRecord, { releases, days }: Retention, now: number): Surplus {
  const { live, history, ledger, kept, begun } = current
  const recent = recentReleases(current, releases)
  const isOver = (ended: string, least = 0): boolean => now - Date.parse(ended) >= Math.max(days, least) * DAY
  // A file that ended when such a release was found, or later, may be of those that it showed.
  const found = begun.map(({ ended }) => ended).filter((ended) => !isOver(ended, LEAST_DAYS_OF_BEGUN))
  const mayBeShown = ({ ended }: RetainedFile): boolean => found.some((one) => Date.parse(ended) >= Date.parse(one))
  const isSurplus = ({ release, ended }: RetainedFile | KeptContent): boolean => !recent.has(release) && isOver(ended)
  const contents = new Set(live.files.map(({ sha256 }) => sha256))
  return {
    files: ledger.filter((file) => isSurplus(file) && !mayBeShown(file)),
    kept: kept.filter((copy) => isSurplus(copy) && !contents.has(copy.sha256)),
    history: history.filter(({ sequence, ended }) => !recent.has(sequence) && isOver(ended)),
    begun: begun.filter(({ ended }) => isOver(ended, LEAST_DAYS_OF_BEGUN)),
  }
}

/** The sequences of the last releases with so many different contents. */
function recentReleases({ live, history }: CurrentRecord, most: number): ReadonlySet<number> {
  const contents = new Set<string>()
  const recent = new Set<number>()
  for (const { sequence, content } of [live, ...history.toReversed()]) {
    if (!contents.has(content) && contents.size === most) continue
    contents.add(content)
    recent.add(sequence)
  }
  return recent
}

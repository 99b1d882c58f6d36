// The whole plan, as data: what changes, in which order, and what CloudFront must fetch anew.

import type { Distribution, Invalidate, Known, LiveHeaders, Plan, Refresh, Situation, Wanted } from '../model.ts'
import { changesOf, type Write } from './changes.ts'
import type { Settled } from './compare.ts'
import { handEdits } from './edits.ts'
import { keepsFor } from './keeps.ts'
import { isOurs } from './known.ts'
import { refreshOf } from './refresh.ts'
import { type Leaving, removalsOf } from './removals.ts'
import { lastStageOf, stagesOf } from './stages.ts'
import { type Touched, touchedBefore, touchedBy } from './touched.ts'

export interface Target extends Leaving {
  readonly bucket: string
  readonly distributions: readonly Distribution[]
  readonly invalidate: Invalidate
}

/** What was found by looking at the bucket with the wanted files in hand. */
export interface Findings<File extends Wanted> {
  readonly known: ReadonlyMap<string, Known>
  readonly comparison: Settled<File>
  /** Of the objects that had to be looked at. */
  readonly headers: ReadonlyMap<string, LiveHeaders>
}

export function planOf<File extends Wanted>(
  wanted: readonly File[],
  { known, comparison, headers }: Findings<File>,
  write: Write<File>,
  situation: Situation,
  target: Target,
): Plan {
  const { removals, refused } = removalsOf(wanted, known, situation, target)
  const written = changesOf(comparison, headers, write)
  const changes = [...written, ...removals]
  const lastStage = lastStageOf(changes)
  const last = new Set<unknown>(lastStage.steps)
  const first = changes.filter((change) => !last.has(change))
  const touched = touchedBy(changes, situation)
  const isLast = ({ key }: Touched): boolean => lastStage.steps.some(({ asset }) => asset.key === key)
  const leaving = new Set(removals.map(({ asset }) => asset.key))
  const staying = [...known.values()].filter(({ live }) => !leaving.has(live.key))
  const keys = new Set(wanted.map(({ key }) => key))
  const others = staying.filter(({ live }) => !keys.has(live.key))
  return {
    stages: stagesOf(first, keepsFor(changes, known, situation)),
    refreshes: refreshesOf([...touched, ...touchedBefore(situation)].filter((one) => !isLast(one)), target),
    lastStage,
    lastRefreshes: refreshesOf(touched.filter(isLast), target),
    unchanged: wanted.length - written.length,
    retained: others.filter((one) => isOurs(one, situation.current)).map(({ live }) => live),
    unknown: others.filter((one) => !isOurs(one, situation.current)).map(({ live }) => live),
    edits: handEdits(known, headers, situation),
    refusedDeletes: refused,
  }
}

function refreshesOf(touched: readonly Touched[], target: Target): readonly Refresh[] {
  return target.distributions.flatMap((distribution) => {
    const refresh = refreshOf(touched, distribution, target.bucket, target.invalidate)
    return refresh === undefined ? [] : [refresh]
  })
}

/** Is there anything to do: to change, to finish for a run that failed, or to purge from earlier releases? */
export function hasWork({ stages, lastStage }: Plan, { open, current }: Situation, purge: readonly string[]): boolean {
  const isPurged = (glob: string): boolean =>
    current.purged.some((one) => one.glob === glob && one.until >= current.live.sequence)
  return stages.length + lastStage.steps.length + open.length > 0 || !purge.every(isPurged)
}

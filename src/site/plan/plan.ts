// The whole plan, as data: what changes, in which order, and what CloudFront must fetch anew.

import type { Distribution } from '../distribution-model.ts'
import type { LiveHeaders, Wanted } from '../file-model.ts'
import type { Invalidate, Plan } from '../model.ts'
import type { Known, Situation } from '../record-model.ts'
import { changesOf, type Write } from './changes.ts'
import type { Settled } from './compare.ts'
import { handEdits } from './edits.ts'
import { keepsFor } from './keeps.ts'
import { isOurs } from './known.ts'
import { refreshesFor } from './refreshes.ts'
import { type Leaving, removalsOf } from './removals.ts'
import { lastStageOf, stagesOf } from './stages.ts'

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
  const written = changesOf(comparison, headers, write)
  const { removals, refused } = removalsOf(wanted, known, situation, target)
  const changes = [...written, ...removals]
  const lastStage = lastStageOf(changes)
  return {
    stages: stagesOf(changes, keepsFor(changes, known, situation)),
    lastStage,
    ...refreshesFor({ wanted, changes, lastStage, known, headers, situation }, target),
    ...besides([...wanted, ...removals.map(({ asset }) => asset)], known, situation),
    unchanged: wanted.length - written.length,
    edits: handEdits(known, headers, situation),
    refusedDeletes: refused,
  }
}

/** What stays, beside those files. */
function besides(
  files: readonly Wanted[],
  known: ReadonlyMap<string, Known>,
  { current }: Situation,
): Pick<Plan, 'retained' | 'unknown'> {
  const keys = new Set(files.map(({ key }) => key))
  const staying = [...known.values()].filter(({ live }) => !keys.has(live.key))
  return {
    retained: staying.filter((one) => isOurs(one, current)).map(({ live }) => live),
    unknown: staying.filter((one) => !isOurs(one, current)).map(({ live }) => live),
  }
}

/** Is there anything to do: to change, to finish for a run that failed, or to purge from earlier releases? */
export function hasWork({ stages, lastStage }: Plan, { open, current }: Situation, purge: readonly string[]): boolean {
  const isPurged = (glob: string): boolean =>
    current.purged.some((one) => one.glob === glob && one.until >= current.live.sequence)
  return stages.length + lastStage.steps.length + open.length > 0 || !purge.every(isPurged)
}

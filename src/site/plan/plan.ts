// The whole plan of a deploy, as data: what changes, in which order, and what CloudFront must fetch anew.

import type { Asset, Change, Distribution, Invalidate, LiveHeaders, Plan, Refresh } from '../model.ts'
import type { Settled } from './compare.ts'
import { refreshOf } from './refresh.ts'
import { changesOf, lastStageOf, stagesOf } from './stages.ts'

export interface Target {
  readonly bucket: string
  readonly distributions: readonly Distribution[]
  readonly invalidate: Invalidate
}

/** @param headers of the live objects whose bytes are as wanted. */
export function planDeploy(
  assets: readonly Asset[],
  comparison: Settled,
  headers: ReadonlyMap<string, LiveHeaders>,
  target: Target,
): Plan {
  const changes = changesOf(comparison, headers)
  const lastStage = lastStageOf(changes)
  const last = new Set<Change>(lastStage.changes)
  const first = changes.filter((change) => !last.has(change))
  return {
    stages: stagesOf(first),
    refreshes: refreshesOf(first, target),
    lastStage,
    lastRefreshes: refreshesOf(lastStage.changes, target),
    unchanged: assets.length - changes.length,
    stale: comparison.stale,
  }
}

function refreshesOf(changes: readonly Change[], target: Target): readonly Refresh[] {
  return target.distributions.flatMap((distribution) => {
    const refresh = refreshOf(changes, distribution, target.bucket, target.invalidate)
    return refresh === undefined ? [] : [refresh]
  })
}

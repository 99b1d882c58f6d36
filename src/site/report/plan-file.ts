// The plan as a JSON file, for other steps to read.

import type { Change, Plan, Refresh, Wave } from '../model.ts'
import type { Place } from './report.ts'

/** One thing that will happen. An invalidation has a path instead of a key. */
export interface PlanStep {
  readonly wave: Wave
  readonly kind: 'upload' | 'copy' | 'invalidate'
  readonly key: string
  readonly path: string
  /** Bytes. */
  readonly size: number
  readonly contentType: string
  readonly cacheControl: string
  readonly reason: string
}

export interface PlanFile {
  readonly bucket: string
  readonly prefix: string
  /** In the order in which they happen. */
  readonly steps: readonly PlanStep[]
  /** Files that are live as wanted. */
  readonly unchanged: number
  /** Keys below the prefix that the build does not have. */
  readonly unknown: readonly string[]
  readonly invalidation: readonly { readonly distribution: string; readonly paths: readonly string[] }[]
}

export function planFile(plan: Plan, { bucket, prefix }: Place): PlanFile {
  const refreshes = [...plan.refreshes, ...plan.lastRefreshes]
  return {
    bucket,
    prefix,
    steps: [
      ...plan.stages.flatMap(({ wave, changes }) => changes.map((change) => changeStep(wave, change))),
      ...plan.refreshes.flatMap(refreshSteps),
      ...plan.lastStage.changes.map((change) => changeStep('refresh', change)),
      ...plan.lastRefreshes.flatMap(refreshSteps),
    ],
    unchanged: plan.unchanged,
    unknown: plan.stale.map(({ key }) => key),
    invalidation: refreshes.map(({ distribution, paths }) => ({
      distribution: distribution.id,
      paths: paths.map(({ path }) => path),
    })),
  }
}

function changeStep(wave: Wave, { kind, asset, reason }: Change): PlanStep {
  return {
    wave,
    kind,
    key: asset.key,
    path: asset.path,
    size: asset.size,
    contentType: asset.headers['Content-Type'] ?? '',
    cacheControl: asset.headers['Cache-Control'] ?? '',
    reason,
  }
}

function refreshSteps({ paths }: Refresh): readonly PlanStep[] {
  const none = { key: '', size: 0, contentType: '', cacheControl: '' }
  return paths.map(({ path, reason }) => ({ wave: 'refresh', kind: 'invalidate', ...none, path, reason }))
}

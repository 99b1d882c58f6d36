// The plan as a JSON file, for other steps to read.

import type { Plan, Refresh, Step, Wave } from '../model.ts'
import type { Report } from './report.ts'

/** One thing that will happen. An invalidation has a path instead of a key. */
export interface PlanStep {
  readonly wave: Wave
  readonly kind: 'upload' | 'copy' | 'keep' | 'delete' | 'invalidate'
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
  /** Where the records lie. */
  readonly state: string
  /** The release that is live once all of this is done; null where that is not known. */
  readonly release: number | null
  /** The release that is live now; null where none is recorded. */
  readonly current: number | null
  /** In the order in which they happen. */
  readonly steps: readonly PlanStep[]
  /** Files that are live as wanted. */
  readonly unchanged: number
  /** Keys below the prefix that no release has put there. */
  readonly unknown: readonly string[]
  readonly invalidation: readonly { readonly distribution: string; readonly paths: readonly string[] }[]
}

export function planFile(plan: Plan, { bucket, prefix, state, before, current, next, outcome }: Report): PlanFile {
  const refreshes = [...plan.refreshes, ...plan.lastRefreshes]
  const steps = [
    ...plan.stages.flatMap((stage) => stage.steps.map((step) => changeStep(stage.wave, step))),
    ...plan.refreshes.flatMap(refreshSteps),
    ...plan.lastStage.steps.map((step) => changeStep('refresh', step)),
    ...plan.lastRefreshes.flatMap(refreshSteps),
  ]
  return {
    bucket,
    prefix,
    state,
    release: (isLive(outcome) ? current?.live.sequence : steps.length > 0 ? next : before) ?? next ?? null,
    current: before ?? null,
    steps,
    unchanged: plan.unchanged,
    unknown: plan.unknown.map(({ key }) => key),
    invalidation: refreshes.map(({ distribution, paths }) => ({
      distribution: distribution.id,
      paths: paths.map(({ path }) => path),
    })),
  }
}

function isLive(outcome: Report['outcome']): boolean {
  return outcome === 'deployed' || outcome === 'rolled-back'
}

function changeStep(wave: Wave, { kind, asset, reason }: Step): PlanStep {
  return {
    wave,
    kind: kind === 'restore' ? 'copy' : kind,
    key: asset.key,
    path: asset.path,
    size: asset.size,
    contentType: asset.headers?.['Content-Type'] ?? '',
    cacheControl: asset.headers?.['Cache-Control'] ?? '',
    reason,
  }
}

function refreshSteps({ paths }: Refresh): readonly PlanStep[] {
  const none = { key: '', size: 0, contentType: '', cacheControl: '' }
  return paths.map(({ path, reason }) => ({ wave: 'refresh', kind: 'invalidate', ...none, path, reason }))
}

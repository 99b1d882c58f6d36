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

/** Characters of text at a time. */
const PART = 64 * 1024

/** The text of the file, part by part: of a large site all of it would be as large as all that is known of the site. */
export function* planText(plan: Plan, report: Report): Generator<string> {
  let part = ''
  for (const piece of piecesOf(planFile(plan, report))) {
    part += piece
    if (part.length < PART) continue
    yield part
    part = ''
  }
  yield part
}

/** As `JSON.stringify` writes it with two spaces. */
function* piecesOf(file: PlanFileInParts): Generator<string> {
  let lead = '{\n'
  for (const [name, value] of Object.entries(file)) {
    yield `${lead}  ${JSON.stringify(name)}: `
    if (name === 'steps') yield* listed(file.steps)
    else yield indented(value, '  ')
    lead = ',\n'
  }
  yield '\n}\n'
}

function* listed(steps: Iterable<PlanStep>): Generator<string> {
  let lead = '['
  for (const step of steps) {
    yield `${lead}\n    ${indented(step, '    ')}`
    lead = ','
  }
  yield lead === '[' ? '[]' : '\n  ]'
}

function indented(value: unknown, by: string): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${by}`)
}

type PlanFileInParts = Omit<PlanFile, 'steps'> & { readonly steps: Iterable<PlanStep> }

function planFile(plan: Plan, { bucket, prefix, state, before, current, next, outcome }: Report): PlanFileInParts {
  const refreshes = [...plan.refreshes, ...plan.lastRefreshes]
  const hasSteps = [...plan.stages, plan.lastStage].some(({ steps }) => steps.length > 0) || refreshes.length > 0
  return {
    bucket,
    prefix,
    state,
    release: (isLive(outcome) ? current?.live.sequence : hasSteps ? next : before) ?? next ?? null,
    current: before ?? null,
    steps: stepsOf(plan),
    unchanged: plan.unchanged,
    unknown: plan.unknown.map(({ key }) => key),
    invalidation: refreshes.map(({ distribution, paths }) => ({
      distribution: distribution.id,
      paths: paths.map(({ path }) => path),
    })),
  }
}

function* stepsOf({ stages, refreshes, lastStage, lastRefreshes }: Plan): Generator<PlanStep> {
  for (const { wave, steps } of stages) for (const step of steps) yield changeStep(wave, step)
  for (const refresh of refreshes) yield* refreshSteps(refresh)
  for (const step of lastStage.steps) yield changeStep('refresh', step)
  for (const refresh of lastRefreshes) yield* refreshSteps(refresh)
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

// The plan in words, one line for each thing that will happen: symbol, key, size, Cache-Control, reason.

import { bytes, counted } from '../../shared/printable.ts'
import type { Wanted } from '../file-model.ts'
import type { Plan, Refresh, Stage, Step } from '../model.ts'
import { changesOf } from './changes.ts'

/** Lines of one stage that are printed; the plan file has them all. */
const MOST_LINES = 60

/** `+` new, `~` other bytes, `=` other headers, `-` leaves, `&` kept first, `!` invalidated, `?` not ours. */
export function planLines(plan: Plan): readonly string[] {
  return [
    ...plan.stages.flatMap(stageLines),
    ...plan.refreshes.flatMap((refresh) => refreshLines('then invalidated on', refresh)),
    ...(plan.lastStage.steps.length > 0 ? stageLines(plan.lastStage) : []),
    ...plan.lastRefreshes.flatMap((refresh) => refreshLines('at last invalidated on', refresh)),
    ...unknownLines(plan),
    [
      counted(changesOf(plan).length, 'change'),
      `${counted(plan.unchanged, 'file')} unchanged`,
      ...(plan.retained.length > 0 ? [`${counted(plan.retained.length, 'file')} of earlier releases kept`] : []),
    ].join(', '),
  ]
}

/** How the files of a release are to be cached: one line for each Cache-Control, the most frequent first. */
export function cachingLines(assets: readonly Pick<Wanted, 'headers'>[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const { headers } of assets) counts.set(cachingOf(headers), (counts.get(cachingOf(headers)) ?? 0) + 1)
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a)
  return sorted.map(([caching, count]) => `${counted(count, 'file')} with ${caching}`)
}

function cachingOf(headers: Wanted['headers']): string {
  return headers?.['Cache-Control'] ?? 'no Cache-Control'
}

export function stepLine(step: Step): string {
  const { key, size, headers } = step.asset
  const getsHeaders = step.kind !== 'keep' && step.kind !== 'delete' && headers !== undefined
  const caching = getsHeaders ? `, ${cachingOf(headers)}` : ''
  return `${symbolOf(step)} ${key} (${bytes(size)}${caching}): ${step.reason}`
}

function stageLines({ title, steps }: Stage): readonly string[] {
  return [`${title}:`, ...shortened(steps.map(stepLine))]
}

function refreshLines(title: string, { distribution, paths }: Refresh): readonly string[] {
  return [`${title} ${distribution.id}:`, ...shortened(paths.map(({ path, reason }) => `! ${path}: ${reason}`))]
}

function unknownLines({ unknown }: Plan): readonly string[] {
  if (unknown.length === 0) return []
  return [
    'not put there by a release, kept:',
    ...shortened(unknown.map(({ key, size }) => `? ${key} (${bytes(size)})`)),
  ]
}

function shortened(lines: readonly string[]): readonly string[] {
  const shown = lines.slice(0, MOST_LINES).map((line) => `  ${line}`)
  const rest = lines.length - shown.length
  return rest === 0 ? shown : [...shown, `  … and ${rest} more (all of them are in the plan file)`]
}

function symbolOf(step: Step): string {
  if (step.kind === 'keep') return '&'
  if (step.kind === 'delete') return '-'
  if (step.kind === 'copy') return '='
  return 'absent' in step.condition ? '+' : '~'
}

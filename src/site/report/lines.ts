// The plan in words, one line for each thing that will happen: symbol, key, size, Cache-Control, reason.

import { bytes, counted } from '../../shared/printable.ts'
import type { Asset, Change, Headers, Plan, Refresh, Stage } from '../model.ts'

/** Lines of one stage that are printed; the plan file has them all. */
const MOST_LINES = 60
const MOST_NAMES = 5

/** `+` new, `~` other bytes, `=` other headers, `!` invalidated, `?` no longer wanted and kept. */
export function planLines(plan: Plan): readonly string[] {
  return [
    ...plan.stages.flatMap(stageLines),
    ...plan.refreshes.flatMap((refresh) => refreshLines('then invalidated on', refresh)),
    ...(plan.lastStage.changes.length > 0 ? stageLines(plan.lastStage) : []),
    ...plan.lastRefreshes.flatMap((refresh) => refreshLines('at last invalidated on', refresh)),
    ...staleLines(plan),
    `${counted(changesIn(plan), 'change')}, ${counted(plan.unchanged, 'file')} unchanged`,
  ]
}

/** How the files of a release are to be cached: one line for each Cache-Control, the most frequent first. */
export function cachingLines(assets: readonly Asset[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const { headers } of assets) counts.set(cachingOf(headers), (counts.get(cachingOf(headers)) ?? 0) + 1)
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a)
  return sorted.map(([caching, count]) => `${counted(count, 'file')} with ${caching}`)
}

function cachingOf(headers: Headers): string {
  return headers['Cache-Control'] ?? 'no Cache-Control'
}

export function changeLine(change: Change): string {
  const { key, size, headers } = change.asset
  return `${symbolOf(change)} ${key} (${bytes(size)}, ${cachingOf(headers)}): ${change.reason}`
}

/** Browsers were told to keep these for a year. */
export function rehashedWarnings(assets: readonly Asset[]): readonly string[] {
  if (assets.length === 0) return []
  const named = assets.slice(0, MOST_NAMES).map(({ path }) => path)
  const more = assets.length > named.length ? ` and ${assets.length - named.length} more` : ''
  return [
    `Other content than before under the same hashed name: ${named.join(', ')}${more}. It is published and invalidated, ` +
      'but browsers that have the old one keep it. Does the bundler hash before it is done with a file?',
  ]
}

function stageLines({ title, changes }: Stage): readonly string[] {
  return [`${title}:`, ...shortened(changes.map(changeLine))]
}

function refreshLines(title: string, { distribution, paths }: Refresh): readonly string[] {
  return [`${title} ${distribution.id}:`, ...shortened(paths.map(({ path, reason }) => `! ${path}: ${reason}`))]
}

function staleLines({ stale }: Plan): readonly string[] {
  if (stale.length === 0) return []
  return ['not in this build, kept:', ...shortened(stale.map(({ key, size }) => `? ${key} (${bytes(size)})`))]
}

function shortened(lines: readonly string[]): readonly string[] {
  const shown = lines.slice(0, MOST_LINES).map((line) => `  ${line}`)
  const rest = lines.length - shown.length
  return rest === 0 ? shown : [...shown, `  … and ${rest} more (all of them are in the plan file)`]
}

function symbolOf(change: Change): string {
  if (change.kind === 'copy') return '='
  return 'absent' in change.condition ? '+' : '~'
}

function changesIn({ stages, lastStage }: Plan): number {
  return [...stages, lastStage].reduce((sum, { changes }) => sum + changes.length, 0)
}

// The plan in words, one line for each thing that will happen: symbol, key, size, Cache-Control, reason.

import { bytes, counted } from '../../shared/printable.ts'
import type { Change, Plan, Stage } from '../model.ts'

/** Lines of one stage that are printed; the plan file has them all. */
const MOST_LINES = 60

/** `+` new, `~` other bytes, `=` other headers, `!` invalidated, `?` no longer wanted and kept. */
export function planLines(plan: Plan): readonly string[] {
  const stages = [...plan.stages, ...(plan.lastStage.changes.length > 0 ? [plan.lastStage] : [])]
  return [
    ...stages.flatMap(stageLines),
    ...refreshLines(plan),
    ...staleLines(plan),
    `${counted(changesIn(stages), 'change')}, ${counted(plan.unchanged, 'file')} unchanged`,
  ]
}

export function changeLine(change: Change): string {
  const { key, size, headers } = change.asset
  return `${symbolOf(change)} ${key} (${bytes(size)}, ${headers['Cache-Control'] ?? 'no cache-control'}): ${change.reason}`
}

function stageLines({ title, changes }: Stage): readonly string[] {
  return [`${title}:`, ...shortened(changes.map(changeLine))]
}

function refreshLines(plan: Plan): readonly string[] {
  return [...plan.refreshes, ...plan.lastRefreshes].flatMap(({ distribution, paths }) => [
    `invalidated on ${distribution.id}:`,
    ...shortened(paths.map(({ path, reason }) => `! ${path}: ${reason}`)),
  ])
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

function changesIn(stages: readonly Stage[]): number {
  return stages.reduce((sum, stage) => sum + stage.changes.length, 0)
}

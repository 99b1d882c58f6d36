// The changes of a plan, counted and in tables.

import { code, details, table, text } from '../../shared/markdown.ts'
import { bytes, counted } from '../../shared/printable.ts'
import type { Wanted } from '../file-model.ts'
import type { Change, Plan, Step } from '../model.ts'

const BIGGEST = 5

/** All of them; a copy that is kept beside the site is none. */
export function changesOf({ stages, lastStage }: Plan): readonly Change[] {
  return [...stages, lastStage].flatMap(({ steps }) => steps).filter(isChange)
}

function isChange(step: Step): step is Change {
  return step.kind !== 'keep'
}

export function changesByKind(plan: Plan): string {
  const kinds = Map.groupBy(changesOf(plan), ({ asset }) => kindOf(asset))
  const rows = [...kinds].map(([kind, changes]) => [kind, ...countsOf(changes)])
  const unchanged = `${counted(plan.unchanged, 'file')} unchanged.`
  if (rows.length === 0) return unchanged
  return `${table(['Kind', 'New', 'Changed', 'Headers only', 'Gone', 'Size'], rows)}\n\n${unchanged}`
}

export function kindOf({ role, headers }: Wanted): string {
  if (role !== 'asset') return 'Pages and workers'
  const [type = '', subtype = ''] = (headers?.['Content-Type'] ?? '').split(/[/;]/)
  if (/javascript|wasm/.test(subtype)) return 'Scripts'
  if (subtype === 'css') return 'Styles'
  if (type === 'image') return 'Images'
  return type === 'font' ? 'Fonts' : 'Other'
}

/** New, changed, headers only, gone, and the size of what is written. */
function countsOf(changes: readonly Change[]): readonly string[] {
  const written = changes.filter((change) => change.kind === 'upload' || change.kind === 'restore')
  const added = written.filter(({ condition }) => 'absent' in condition)
  const countOf = (kind: Change['kind']): number => changes.filter((change) => change.kind === kind).length
  const counts = [added.length, written.length - added.length, countOf('copy'), countOf('delete')]
  return [...counts.map(String), bytes(written.reduce((sum, { asset }) => sum + asset.size, 0))]
}

export function biggestFiles(plan: Plan): string {
  const uploads = changesOf(plan).filter(({ kind }) => kind === 'upload')
  if (uploads.length === 0) return ''
  const largest = uploads.toSorted((a, b) => b.asset.size - a.asset.size).slice(0, BIGGEST)
  const rows = largest.map(({ asset, reason }) => [code(asset.path), bytes(asset.size), text(reason)])
  return details('Biggest files', table(['File', 'Size', 'Why'], rows))
}

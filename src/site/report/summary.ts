// The job summary: the outcome for someone who was not there.

import { bytes, counted, printable, seconds } from '../../shared/printable.ts'
import type { Change, Plan } from '../model.ts'
import { code, details, table, text } from './markdown.ts'
import { releasesOf } from './releases.ts'
import type { Report } from './report.ts'

const BIGGEST = 5
const MOST_UNKNOWN = 50

/** As Markdown. */
export function summaryOf(report: Report): string {
  const { plan } = report
  const parts = [
    `## ${headline(report)}`,
    where(report),
    ...report.failures.map((failure) => `> ${text(failure)}`),
    ...(plan === undefined
      ? []
      : [doneSoFar(report), changesByKind(plan), biggest(plan), refreshed(report, plan), edits(plan), unknown(plan)]),
    releasesOf(report.current),
    phases(report),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function headline(report: Report): string {
  const { outcome, done } = report
  const live = report.current === undefined ? '' : ` ${report.current.live.sequence}`
  if (outcome === 'failed') return report.isRolledBack ? `Deploy failed, and release${live} is live again` : 'Deploy failed'
  if (outcome === 'unchanged') return 'Nothing to deploy: the site is live as built'
  if (outcome === 'planned') return `Plan: ${counted(changesOf(report.plan).length, 'change')}`
  if (outcome === 'older') return 'Not deployed: what is live is newer'
  if (outcome === 'held') return 'Not deployed: deploys are held'
  if (outcome === 'resumed') return 'Deploys go on'
  if (outcome === 'rolled-back') return `Rolled back: release${live} is live, and deploys are held`
  const headers = done.headersUpdated > 0 ? `, ${counted(done.headersUpdated, 'header update')}` : ''
  return `Release${live}: ${counted(done.uploaded, 'file')} (${bytes(done.bytesUploaded)})${headers}`
}

/** A failed deploy shows its plan; this is how far it came. */
function doneSoFar({ outcome, done }: Report): string {
  if (outcome !== 'failed') return ''
  const copies = counted(done.headersUpdated, 'header update')
  return `Done before it stopped: ${counted(done.uploaded, 'file')} uploaded, ${copies}. The whole plan was:`
}

function where({ url, bucket, prefix, environment }: Report): string {
  const site = url === '' ? '' : `<${url}> · `
  const named = environment === '' ? '' : ` · ${text(environment)}`
  if (bucket === '') return ''
  return `${site}${code(`s3://${bucket}/${prefix}`)}${named}`
}

function changesOf(plan: Plan | undefined): readonly Change[] {
  return plan === undefined ? [] : [...plan.stages, plan.lastStage].flatMap(({ steps }) =>
        steps.flatMap((step) => (step.kind === 'keep' ? [] : [step])),
      )
}

function changesByKind(plan: Plan): string {
  const rows = new Map<string, { added: number; changed: number; headers: number; gone: number; size: number }>()
  for (const change of changesOf(plan)) {
    const kind = kindOf(change)
    const row = rows.get(kind) ?? { added: 0, changed: 0, headers: 0, gone: 0, size: 0 }
    if (change.kind === 'copy') row.headers += 1
    else if (change.kind === 'delete') row.gone += 1
    else {
      if ('absent' in change.condition) row.added += 1
      else row.changed += 1
      row.size += change.asset.size
    }
    rows.set(kind, row)
  }
  const lines = [...rows].map(([kind, row]) => [kind, row.added, row.changed, row.headers, row.gone, bytes(row.size)].map(String))
  const counts = `${counted(plan.unchanged, 'file')} unchanged.`
  return lines.length === 0
    ? counts
    : `${table(['Kind', 'New', 'Changed', 'Headers only', 'Gone', 'Size'], lines)}\n\n${counts}`
}

function kindOf({ asset }: Change): string {
  if (asset.role !== 'asset') return 'Pages and workers'
  const [type = '', subtype = ''] = (asset.headers?.['Content-Type'] ?? '').split(/[/;]/)
  if (/javascript|wasm/.test(subtype)) return 'Scripts'
  if (subtype === 'css') return 'Styles'
  if (type === 'image') return 'Images'
  return type === 'font' ? 'Fonts' : 'Other'
}

function biggest(plan: Plan): string {
  const uploads = changesOf(plan).filter(({ kind }) => kind === 'upload')
  const largest = uploads.toSorted((a, b) => b.asset.size - a.asset.size).slice(0, BIGGEST)
  if (largest.length === 0) return ''
  const rows = largest.map(({ asset, reason }) => [code(asset.path), bytes(asset.size), text(reason)])
  return details('Biggest files', table(['File', 'Size', 'Why'], rows))
}

function refreshed(report: Report, plan: Plan): string {
  const planned = [...plan.refreshes, ...plan.lastRefreshes]
  if (planned.length === 0) return ''
  const rows = planned.flatMap((refresh) => {
    const status = report.refreshed.find((one) => one.refresh === refresh)?.status ?? 'not yet'
    return refresh.paths.map(({ path, reason }) => [code(refresh.distribution.id), code(path), text(reason), status])
  })
  const isDone = report.outcome === 'deployed' || report.outcome === 'rolled-back'
  const title = isDone ? 'Invalidated' : 'To be invalidated'
  return `### ${title}\n\n${table(['Distribution', 'Path', 'Why', 'Status'], rows)}`
}

function edits({ edits: all }: Plan): string {
  if (all.length === 0) return ''
  const shown = all.slice(0, MOST_UNKNOWN).map(({ path, what }) => `- ${code(path)}: ${text(what)}`)
  return `### Changed by hand since the last release\n\n${shown.join('\n')}`
}

function unknown({ unknown: objects }: Plan): string {
  if (objects.length === 0) return ''
  const shown = objects.slice(0, MOST_UNKNOWN).map(({ key, size }) => `- ${code(key)} (${bytes(size)})`)
  const rest = objects.length > shown.length ? [`- and ${objects.length - shown.length} more`] : []
  const size = objects.reduce((sum, object) => sum + object.size, 0)
  const title = `${counted(objects.length, 'object')} (${bytes(size)}) not put there by a release, kept`
  return details(title, [...shown, ...rest].join('\n'))
}

function phases(report: Report): string {
  const total = report.phases.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
  const each = report.phases.map(({ name, milliseconds }) => `${name} ${seconds(milliseconds)}`)
  return each.length === 0 ? '' : printable(`${each.join(' · ')} · in all ${seconds(total)}`)
}

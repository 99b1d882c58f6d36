// The job summary: the outcome for someone who was not there.

import { address, code, details, table, text } from '../../shared/markdown.ts'
import { bytes, counted, printable, seconds } from '../../shared/printable.ts'
import type { Plan } from '../model.ts'
import { buildParts } from './build.ts'
import { biggestFiles, changesByKind, changesOf } from './changes.ts'
import { releasesOf } from './releases.ts'
import type { Report } from './report.ts'
import { sightingsOf } from './sightings.ts'

const MOST_LISTED = 50

/** As Markdown. */
export function summaryOf(report: Report): string {
  const parts = [
    `## ${headline(report)}`,
    where(report),
    ...report.failures.map((failure) => `> ${text(failure)}`),
    sightingsOf(report.sightings),
    ...planParts(report),
    ...buildParts(report),
    releasesOf(report.current),
    phases(report),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

export function headline({ outcome, mode, current, plan, wanted, blind, done, isRolledBack }: Report): string {
  const number = current === undefined ? '' : ` ${current.live.sequence}`
  switch (outcome) {
    case 'deployed': {
      const headers = done.headersUpdated > 0 ? `, ${counted(done.headersUpdated, 'header update')}` : ''
      return `Release${number}: ${counted(done.uploaded, 'file')} (${bytes(done.bytesUploaded)})${headers}`
    }
    case 'unchanged':
      return 'Nothing to deploy: the site is live as built'
    case 'planned':
      if (blind !== '') return `Build: ${counted(wanted.length, 'file')}`
      return `Plan: ${counted(plan === undefined ? 0 : changesOf(plan).length, 'change')}`
    case 'older':
      return 'Not deployed: what is live is newer'
    case 'held':
      return 'Not deployed: deploys are held'
    case 'rolled-back':
      return `Rolled back: release${number} is live, and deploys are held`
    case 'resumed':
      return 'Deploys go on'
    case 'failed':
      return isRolledBack ? `${names[mode]} failed, and release${number} is live again` : `${names[mode]} failed`
  }
}

const names = { deploy: 'Deploy', plan: 'Plan', rollback: 'Rollback', resume: 'Resume' } as const

export function where({ url, bucket, prefix, environment }: Report): string {
  if (bucket === '') return ''
  const site = url === '' ? '' : `${address(url)} · `
  const named = environment === '' ? '' : ` · ${text(environment)}`
  return `${site}${code(`s3://${bucket}/${prefix}`)}${named}`
}

function planParts(report: Report): readonly string[] {
  const { plan } = report
  if (plan === undefined) return []
  return [
    doneSoFar(report),
    changesByKind(plan),
    biggestFiles(plan),
    refreshed(report, plan),
    edits(plan),
    unknown(plan),
  ]
}

/** A failed deploy shows its plan; this is how far it came. */
function doneSoFar({ outcome, done }: Report): string {
  if (outcome !== 'failed') return ''
  const parts = [
    `${counted(done.uploaded, 'file')} uploaded`,
    ...(done.restored > 0 ? [`${done.restored} restored`] : []),
    counted(done.headersUpdated, 'header update'),
    ...(done.deleted > 0 ? [`${done.deleted} deleted`] : []),
  ]
  return `Done before it stopped: ${parts.join(', ')}. The whole plan was:`
}

export function refreshed(report: Report, plan: Plan): string {
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
  return `### Changed by hand since the last release\n\n${listed(all.map(({ path, what }) => `${code(path)}: ${text(what)}`))}`
}

function unknown({ unknown: objects }: Plan): string {
  if (objects.length === 0) return ''
  const size = objects.reduce((sum, object) => sum + object.size, 0)
  const title = `${counted(objects.length, 'object')} (${bytes(size)}) not put there by a release, kept`
  return details(title, listed(objects.map((object) => `${code(object.key)} (${bytes(object.size)})`)))
}

export function listed(things: readonly string[]): string {
  const shown = things.slice(0, MOST_LISTED)
  const rest = things.length > shown.length ? [`and ${things.length - shown.length} more`] : []
  return [...shown, ...rest].map((thing) => `- ${thing}`).join('\n')
}

function phases(report: Report): string {
  const total = report.phases.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
  const each = report.phases.map(({ name, milliseconds }) => `${name} ${seconds(milliseconds)}`)
  return each.length === 0 ? '' : printable(`${each.join(' · ')} · in all ${seconds(total)}`)
}

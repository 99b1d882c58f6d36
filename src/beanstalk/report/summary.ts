// The job summary: the outcome for someone who was not there.

import { address, code, table, text } from '../../shared/markdown.ts'
import { printable, seconds } from '../../shared/printable.ts'
import type { Event } from '../model.ts'
import type { Report } from './report.ts'
import { environmentLine } from './words.ts'

const MOST_EVENTS = 20

/** As Markdown. */
export function summaryOf(report: Report): string {
  const parts = [
    `## ${headline(report)}`,
    where(report),
    ...report.failures.map((failure) => `> ${text(failure)}`),
    instances(report),
    events(report),
    deploys(report),
    phases(report),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

const names = { deploy: 'Deploy', plan: 'Plan', rollback: 'Rollback', resume: 'Resume' } as const

function headline({ outcome, mode, environment, isRolledBack, wanted, name }: Report): string {
  const live = code(environment?.label ?? '')
  switch (outcome) {
    case 'deployed':
      return `${code(name)} runs ${live}`
    case 'unchanged':
      return `Nothing to do: ${code(name)} runs ${live}`
    case 'planned':
      return wanted === undefined ? 'Plan' : `Plan: ${live} → ${code(wanted.label)}`
    case 'older':
      return 'Not deployed: what is live is newer'
    case 'held':
      return 'Not deployed: deploys are held'
    case 'rolled-back':
      return `Rolled back: ${code(name)} runs ${live}, and deploys are held`
    case 'resumed':
      return 'Deploys go on'
    case 'absent':
      return `Not deployed: there is no environment ${code(name)}`
    case 'failed':
      return isRolledBack ? `${names[mode]} failed, and ${live} is live again` : `${names[mode]} failed`
  }
}

function where({ url, application, name, environment, caller }: Report): string {
  const api = url === '' ? '' : `${address(url)} · `
  const state = environment === undefined ? '' : ` · ${text(environmentLine(environment))}`
  const who = caller === undefined ? '' : ` · as ${code(caller.arn)}`
  return application === '' ? '' : `${api}${code(`${application}/${name}`)}${state}${who}`
}

function instances({ fleet }: Report): string {
  if (fleet === undefined || fleet.instances.length === 0) return ''
  const rows = fleet.instances.map(({ id, label, deployment, healthStatus, color, causes }) => [
    code(id),
    code(label),
    text(deployment),
    text(`${healthStatus} (${color})`),
    text(causes.join(' ')),
  ])
  return table(['Instance', 'Version', 'Deployment', 'Health', 'Why'], rows)
}

function events(report: Report): string {
  const told = report.events.filter(matters).slice(-MOST_EVENTS)
  if (told.length === 0) return ''
  const rows = told.map(({ time, severity, message }) => [time.slice(11, 19), severity, text(message)])
  return `### Events that mattered\n\n${table(['UTC', 'Severity', 'Event'], rows)}`
}

function matters({ severity }: Event): boolean {
  return severity === 'WARN' || severity === 'ERROR' || severity === 'FATAL'
}

function deploys({ history }: Report): string {
  const entries = (history?.entries ?? []).toReversed().slice(0, 10)
  if (entries.length === 0) return ''
  const rows = entries.map(({ label, state, provenance, began }) => [
    code(label),
    state,
    code(provenance.commit.slice(0, 7)),
    text(provenance.actor),
    began.slice(0, 16).replace('T', ' '),
  ])
  return `### Deploys\n\n${table(['Version', 'What became of it', 'Commit', 'By', 'UTC'], rows)}`
}

function phases(report: Report): string {
  const total = report.phases.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
  const each = report.phases.map(({ name, milliseconds }) => `${name} ${seconds(milliseconds)}`)
  return each.length === 0 ? '' : printable(`${each.join(' · ')} · in all ${seconds(total)}`)
}

// The job summary: what was decided and why, for someone who was not there.

import { address, code, table, text } from '../../shared/markdown.ts'
import type { Decision, Something } from '../model.ts'
import { outputsOf } from './outputs.ts'

/** As Markdown. */
export function summaryOf(decision: Decision): string {
  if (decision.mode === 'none') return `## Nothing to deploy\n\n${text(decision.reason)}\n`
  return `## ${titles[decision.mode]} ${code(decision.environment.name)}\n\n${text(decision.reason)}\n\n${facts(decision)}\n`
}

/** Of a run that cannot be mapped. */
export function refusalOf(messages: readonly string[]): string {
  return `## Nothing is deployed\n\n${messages.map((message) => `> ${text(message)}`).join('\n>\n')}\n`
}

const titles = { deploy: 'Deploy', plan: 'Plan for', rollback: 'Roll back', resume: 'Resume' } as const

function facts(decision: Something): string {
  const { url = '' } = outputsOf(decision)
  const { needsBuild, role, allowsOlder } = decision
  const rows = [
    ['Where', url === '' ? '' : address(url)],
    ['Onto', code(placeOf(decision))],
    ['Release', codeOf(decision.release)],
    ['Version', codeOf(decision.versionLabel)],
    ['Older commits', allowsOlder ? 'allowed' : ''],
    ['Build', needsBuild ? codeOf(decision.build) : 'not needed'],
    ['AWS role', role === undefined ? 'none' : code(role.arn)],
    ['GitHub environment', codeOf(decision.gitHubEnvironment)],
  ]
  return table(
    ['What', 'Which'],
    rows.filter(([, value]) => value !== ''),
  )
}

function codeOf(value: string): string {
  return value === '' ? '' : code(value)
}

function placeOf({ environment: { settings, kind } }: Something): string {
  if (kind === 'api') return `${settings.application}/${settings.environment}`
  return `s3://${settings.bucket}/${(settings.prefix ?? 'dist').replace(/^\/+|\/+$/g, '')}`
}

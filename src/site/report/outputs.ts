// The outputs of the action. Counts are of what was done, never of what was planned, and always set.

import type { RefreshStatus } from '../model.ts'
import type { Report } from './report.ts'

/** The outputs by their names in `action.yml`; `planFile` is the absolute path of the JSON file, '' where there is none. */
export function outputsOf(report: Report, planFile: string): Readonly<Record<string, string>> {
  const { done, refreshed, current } = report
  return {
    changed: String(done.uploaded + done.restored + done.headersUpdated + done.deleted > 0),
    release: String(current?.live.sequence ?? ''),
    'previous-release': String(current?.history.at(-1)?.sequence ?? ''),
    uploaded: String(done.uploaded),
    'headers-updated': String(done.headersUpdated),
    deleted: String(done.deleted),
    unchanged: String(report.plan?.unchanged ?? 0),
    'bytes-uploaded': String(done.bytesUploaded),
    'invalidation-ids': refreshed.map(({ id }) => id).join('\n'),
    'invalidation-paths': pathsOf(report).join('\n'),
    'invalidation-status': worst(refreshed.map(({ status }) => status)),
    url: report.url,
    verified: verifiedOf(report),
    'rolled-back': String(report.isRolledBack),
    plan: planFile,
    outcome: report.outcome,
  }
}

function pathsOf({ refreshed }: Report): readonly string[] {
  return [...new Set(refreshed.flatMap(({ refresh }) => refresh.paths.map(({ path }) => path)))]
}

/** Of all that was looked at: where a release was taken back, nothing is as it was meant to be. */
function verifiedOf({ sightings }: Report): string {
  if (sightings.length === 0) return ''
  return String(sightings.every(({ verification }) => verification.verdict === 'right'))
}

function worst(statuses: readonly RefreshStatus[]): RefreshStatus {
  if (statuses.includes('in-progress')) return 'in-progress'
  return statuses.includes('completed') ? 'completed' : 'none'
}

// The outputs of the action: what was seen, never what was asked for.

import type { Report } from './report.ts'

/** By their names in `beanstalk/action.yml`; '' for what nobody saw. */
export function outputsOf(report: Report): Readonly<Record<string, string>> {
  const { environment, wanted } = report
  return {
    changed: String(report.isChanged),
    'version-label': environment?.label ?? '',
    'previous-version-label': report.labelBefore,
    'environment-id': environment?.id ?? '',
    status: environment?.status ?? '',
    health: environment?.color ?? '',
    url: report.url,
    verified: report.verifies ? String(report.isVerified ?? false) : '',
    'rolled-back': String(report.isRolledBack),
    'bundle-sha256': wanted?.identity ?? '',
    outcome: report.outcome,
  }
}

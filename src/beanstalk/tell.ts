// Tells the runner how it ended: outputs and job summary, whatever the outcome is.

import * as core from '@actions/core'
import { runnerLog } from '../shared/log.ts'
import { outputsOf } from './report/outputs.ts'
import type { Report } from './report/report.ts'
import { summaryOf } from './report/summary.ts'
import { environmentLine } from './report/words.ts'

/** What cannot be told is a warning: it must neither hide why a run failed nor fail one that did its work. */
export async function tell(report: Report): Promise<void> {
  for (const [name, value] of Object.entries(outputsOf(report))) core.setOutput(name, value)
  try {
    await core.summary.addRaw(summaryOf(report)).write()
  } catch (error) {
    runnerLog.warning(`Could not write the job summary: ${error instanceof Error ? error.message : String(error)}`)
  }
  const state = report.environment === undefined ? '' : `: ${report.name} is ${environmentLine(report.environment)}`
  runnerLog.info(`${report.outcome}${state} ${report.url}`.trim())
}

// Tells the runner what was decided: outputs, log and job summary.

import * as core from '@actions/core'
import { runnerLog } from '../shared/log.ts'
import type { Decision } from './model.ts'
import { outputsOf } from './report/outputs.ts'
import { refusalOf, summaryOf } from './report/summary.ts'

export async function tell(decision: Decision): Promise<void> {
  for (const [name, value] of Object.entries(outputsOf(decision))) core.setOutput(name, value)
  runnerLog.info(decision.reason)
  await summarize(summaryOf(decision))
}

export async function tellRefusal(messages: readonly string[]): Promise<void> {
  await summarize(refusalOf(messages))
}

/** A summary that cannot be written is a warning: it changes nothing of what was decided. */
async function summarize(markdown: string): Promise<void> {
  try {
    await core.summary.addRaw(markdown).write()
  } catch (error) {
    runnerLog.warning(`Could not write the job summary: ${error instanceof Error ? error.message : String(error)}`)
  }
}

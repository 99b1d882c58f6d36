// Tells the runner how it ended, whatever the outcome is: outputs, job summary, plan file; of a plan, its pull request too.

import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import * as core from '@actions/core'
import type { KeptComment } from '../shared/github-comment.ts'
import { runnerLog } from '../shared/log.ts'
import { commentOf, markerOf } from './report/comment.ts'
import { outputsOf } from './report/outputs.ts'
import { planText } from './report/plan-file.ts'
import { releaseLines } from './report/releases.ts'
import type { Report } from './report/report.ts'
import { summaryOf } from './report/summary.ts'

/** What cannot be told is a warning: it must neither hide why a run failed nor fail one that did its work. */
export async function tell(report: Report, comment: KeptComment | undefined): Promise<void> {
  const file = (await orWarn('write the plan file', () => writePlan(report))) ?? ''
  for (const [name, value] of Object.entries(outputsOf(report, file))) core.setOutput(name, value)
  await orWarn('write the job summary', () => core.summary.addRaw(summaryOf(report)).write())
  for (const line of releaseLines(report.current)) runnerLog.info(line)
  const place = report.bucket === '' ? '' : `: s3://${report.bucket}/${report.prefix} ${report.url}`
  runnerLog.info(`${report.outcome}${place}`.trim())
  await orWarn('comment on the pull request', async () => comment?.keep(markerOf(report), commentOf(report)))
}

async function orWarn<Result>(what: string, work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work()
  } catch (error) {
    runnerLog.warning(`Could not ${what}: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}

async function writePlan(report: Report): Promise<string> {
  if (report.plan === undefined) return ''
  const folder = resolve(process.env.RUNNER_TEMP ?? tmpdir())
  await mkdir(folder, { recursive: true })
  const file = join(folder, `colt-deploy-plan-${randomUUID().slice(0, 8)}.json`)
  await writeFile(file, planText(report.plan, report))
  return file
}

// The entry of the site action: hands the real world to the story.

import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import * as core from '@actions/core'
import { context } from '@actions/github'
import { messagesOf, runAction } from '../shared/action.ts'
import { realClock } from '../shared/clock.ts'
import { unknownInputs } from '../shared/inputs.ts'
import { runnerLog } from '../shared/log.ts'
import { stopwatch } from '../shared/stopwatch.ts'
import { s3Bucket } from './aws/bucket.ts'
import { cloudFront } from './aws/cdn.ts'
import { deploySite } from './deploy.ts'
import type { World } from './ports.ts'
import { declared, readInputs, type SiteInputs } from './read/inputs.ts'
import { newAccount, reportOf } from './report/account.ts'
import { outputsOf } from './report/outputs.ts'
import { planFile } from './report/plan-file.ts'
import type { Report } from './report/report.ts'
import { summaryOf } from './report/summary.ts'

await runAction(async () => {
  for (const sentence of unknownInputs(Object.keys(declared), process.env)) core.warning(sentence)
  const inputs = readInputs(process.env)
  const world = realWorld(inputs)
  const account = newAccount(stopwatch(world.clock, world.log))
  try {
    await deploySite(inputs, workspace(), world, account)
  } catch (error) {
    await tell(reportOf(account, inputs, messagesOf(error)), world)
    throw error
  }
  await tell(reportOf(account, inputs, []), world)
})

function workspace(): string {
  return resolve(process.env.GITHUB_WORKSPACE ?? process.cwd())
}

function realWorld(inputs: SiteInputs): World {
  return {
    bucket: s3Bucket({ ...inputs, name: inputs.bucket }, realClock),
    cdn: cloudFront(inputs.region, realClock),
    clock: realClock,
    log: runnerLog,
    run: { id: String(context.runId), attempt: String(context.runAttempt), nonce: randomUUID().slice(0, 8) },
  }
}

/** Outputs, job summary and plan file, whatever the outcome is. */
async function tell(report: Report, { log, run }: World): Promise<void> {
  const file = report.plan === undefined ? '' : await writePlan(report, run.nonce)
  for (const [name, value] of Object.entries(outputsOf(report, file))) core.setOutput(name, value)
  await core.summary.addRaw(summaryOf(report)).write()
  log.info(`${report.outcome}: s3://${report.bucket}/${report.prefix} ${report.url}`.trim())
}

async function writePlan(report: Report, nonce: string): Promise<string> {
  const folder = resolve(process.env.RUNNER_TEMP ?? tmpdir())
  await mkdir(folder, { recursive: true })
  const file = join(folder, `colt-deploy-plan-${nonce}.json`)
  if (report.plan !== undefined) await writeFile(file, `${JSON.stringify(planFile(report.plan, report), null, 2)}\n`)
  return file
}

// The entry of the site action: hands the real world to the story.

import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
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
import type { Place } from './report/report.ts'
import { tell } from './tell.ts'

await runAction(async () => {
  const account = newAccount(stopwatch(realClock, runnerLog))
  let place: Place = { bucket: '', prefix: '', environment: '' }
  try {
    for (const sentence of unknownInputs(Object.keys(declared), process.env)) core.warning(sentence)
    const inputs = readInputs(process.env)
    place = inputs
    await deploySite(inputs, workspace(), realWorld(inputs), account)
  } catch (error) {
    await tell(reportOf(account, place, messagesOf(error)))
    throw error
  }
  await tell(reportOf(account, place, []))
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

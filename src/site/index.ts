// The entry of the site action: hands the real world to the story that its mode names.

import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import * as core from '@actions/core'
import { messagesOf, runAction } from '../shared/action.ts'
import { realClock } from '../shared/clock.ts'
import { type Gate, gatedClock, openGate } from '../shared/gate.ts'
import { gitHubCommits } from '../shared/github.ts'
import { unknownInputs } from '../shared/inputs.ts'
import { onInterrupt } from '../shared/interrupt.ts'
import { runnerLog } from '../shared/log.ts'
import { provenanceOf, runUrl } from '../shared/provenance.ts'
import { stopwatch } from '../shared/stopwatch.ts'
import { s3Bucket } from './aws/bucket.ts'
import { cloudFront } from './aws/cdn.ts'
import { s3State } from './aws/state.ts'
import { deploySite } from './deploy.ts'
import type { World } from './ports.ts'
import { declared, readInputs, type SiteInputs } from './read/inputs.ts'
import { secretsIn } from './read/verify-headers.ts'
import { statePlace } from './records/names.ts'
import { type Account, newAccount, reportOf } from './report/account.ts'
import type { Place } from './report/report.ts'
import { resumeSite } from './resume.ts'
import { rollBackSite } from './rollback.ts'
import { tell } from './tell.ts'
import { webVisitor } from './web/visitor.ts'

await runAction(async () => {
  const account = newAccount(stopwatch(realClock, runnerLog))
  let place: Place = { bucket: '', prefix: '', state: '', environment: '', mode: 'deploy' }
  try {
    for (const sentence of unknownInputs(Object.keys(declared), process.env)) core.warning(sentence)
    const inputs = readInputs(process.env)
    for (const secret of secretsIn(inputs.verifyHeaders)) core.setSecret(secret)
    const { bucket, prefix, environment, mode } = inputs
    place = { bucket, prefix, environment, mode, state: `s3://${inputs.state}/${statePlace(prefix)}` }
    await story(inputs, account)
  } catch (error) {
    account.outcome = 'failed'
    await tell(reportOf(account, place, messagesOf(error)))
    throw error
  }
  await tell(reportOf(account, place, []))
})

async function story(inputs: SiteInputs, account: Account): Promise<void> {
  const [gate, leaseGate] = [openGate(), openGate()]
  const world = realWorld(inputs, gate, leaseGate)
  const unlisten = onInterrupt(gate, process)
  try {
    if (inputs.mode === 'resume') await resumeSite(inputs, world, account)
    else if (inputs.mode === 'rollback' || inputs.release !== undefined) await rollBackSite(inputs, world, account)
    else await deploySite(inputs, workspace(), world, account)
  } finally {
    unlisten()
    // Nobody waits for what is still under way, and the process ends.
    leaseGate.shut(new Error('The run is over'))
  }
}

function workspace(): string {
  return resolve(process.env.GITHUB_WORKSPACE ?? process.cwd())
}

function realWorld(inputs: SiteInputs, gate: Gate, leaseGate: Gate): World {
  const { region, concurrency, prefix } = inputs
  const state = { bucket: inputs.state, place: statePlace(prefix), region, concurrency }
  const provenance = provenanceOf(process.env, inputs.environment)
  return {
    bucket: s3Bucket({ ...inputs, name: inputs.bucket, state }, gate, realClock),
    state: s3State(state, gate, realClock),
    cdn: cloudFront(region, gate, realClock),
    visitor: webVisitor(gate, realClock),
    commits: gitHubCommits(inputs.token, provenance.repository, runnerLog),
    clock: gatedClock(realClock, gate),
    log: runnerLog,
    run: { provenance, url: runUrl(process.env), job: process.env.GITHUB_JOB ?? '', nonce: randomUUID().slice(0, 8) },
    gate,
    leasing: { store: s3State(state, leaseGate, realClock), clock: realClock },
  }
}

// The entry of the API action: hands the real world to the story that its mode names.

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
import { elasticBeanstalk } from './aws/beanstalk.ts'
import { s3Bundles, s3State } from './aws/bundles.ts'
import { readCaller } from './aws/caller.ts'
import { deployApi } from './deploy.ts'
import type { World } from './ports.ts'
import { type ApiInputs, declared, readInputs } from './read/inputs.ts'
import { webClient } from './read/web.ts'
import { statePlace } from './records/names.ts'
import { type Account, newAccount, reportOf } from './report/account.ts'
import type { Place } from './report/report.ts'
import { resumeApi } from './resume.ts'
import { rollBackApi } from './rollback.ts'
import { tell } from './tell.ts'

await runAction(async () => {
  const account = newAccount(stopwatch(realClock, runnerLog))
  let place: Place = { application: '', name: '', mode: 'deploy', verifies: false }
  try {
    for (const sentence of unknownInputs(Object.keys(declared), process.env)) core.warning(sentence)
    const inputs = readInputs(process.env)
    const { application, environment, mode, verifyUrl } = inputs
    place = { application, name: environment, mode, verifies: verifyUrl !== '' }
    await story(inputs, account)
  } catch (error) {
    account.outcome = 'failed'
    await tell(reportOf(account, place, messagesOf(error)))
    throw error
  }
  await tell(reportOf(account, place, []))
})

async function story(inputs: ApiInputs, account: Account): Promise<void> {
  const [gate, leaseGate] = [openGate(), openGate()]
  const world = realWorld(inputs, gate, leaseGate)
  const unlisten = onInterrupt(gate, process)
  try {
    if (inputs.mode === 'resume') await resumeApi(inputs, world, account)
    else if (inputs.mode === 'rollback' || inputs.bundle === '') await rollBackApi(inputs, world, account)
    else await deployApi(inputs, workspace(), world, account)
  } finally {
    unlisten()
    // Nobody waits for what is still under way, and the process ends.
    leaseGate.shut(new Error('The run is over'))
  }
}

function workspace() {
  return { folder: resolve(process.env.GITHUB_WORKSPACE ?? process.cwd()), temporary: process.env.RUNNER_TEMP }
}

function realWorld(inputs: ApiInputs, gate: Gate, leaseGate: Gate): World {
  const { application, environment, region } = inputs
  const provenance = provenanceOf(process.env, environment)
  return {
    caller: (signal) => readCaller(region, gate, realClock, signal),
    beanstalk: elasticBeanstalk({ application, environment, region }, gate, realClock),
    storage(bucket, owner) {
      const state = { bucket, owner, place: statePlace(application, environment), region }
      return {
        bundles: s3Bundles({ bucket, owner, region }, { gate, cleaning: leaseGate }, realClock),
        state: s3State(state, gate, realClock),
        leasing: s3State(state, leaseGate, realClock),
      }
    },
    web: webClient(gate),
    commits: gitHubCommits(inputs.token, provenance.repository, runnerLog),
    clock: gatedClock(realClock, gate),
    wallClock: realClock,
    now: Date.now,
    random: Math.random,
    log: runnerLog,
    run: { provenance, url: runUrl(process.env), job: process.env.GITHUB_JOB ?? '' },
    gate,
  }
}

// Hands the real world to the story that the mode of the site action names.

import { randomUUID } from 'node:crypto'
import * as core from '@actions/core'
import { messagesOf, runAction } from '../shared/action.ts'
import { realClock } from '../shared/clock.ts'
import { type Gate, gatedClock, openGate } from '../shared/gate.ts'
import type { KeptComment } from '../shared/github-comment.ts'
import { unknownInputs } from '../shared/inputs.ts'
import { Interrupted, onInterrupt } from '../shared/interrupt.ts'
import { leavesOf } from '../shared/leaves.ts'
import { notingWarnings, runnerLog } from '../shared/log.ts'
import type { Commits } from '../shared/order.ts'
import { provenanceOf, runUrl } from '../shared/provenance.ts'
import { type PullRequest, pullRequestOf, type Stranger } from '../shared/pull-request.ts'
import { stopwatch } from '../shared/stopwatch.ts'
import { s3Bucket } from './aws/bucket.ts'
import { s3State } from './aws/state.ts'
import { deploySite } from './deploy.ts'
import type { Cdn, World } from './ports.ts'
import { previewSite } from './preview.ts'
import { declared, readInputs, readsBuild, type SiteInputs } from './read/inputs.ts'
import type { ReadSite } from './read/site.ts'
import type { Reading } from './read/thread.ts'
import { secretsIn } from './read/verify-headers.ts'
import { statePlace } from './records/names.ts'
import { type Account, newAccount, reportOf } from './report/account.ts'
import { whyNoComment } from './report/comment.ts'
import type { Place } from './report/report.ts'
import { resumeSite } from './resume.ts'
import { rollBackSite } from './rollback.ts'
import { tell } from './tell.ts'
import { webVisitor } from './web/visitor.ts'

/** Reports whatever comes of it to the runner. */
export async function runSite(reading: Reading): Promise<void> {
  await runAction(() => reported(reading))
}

async function reported(reading: Reading): Promise<void> {
  const account = newAccount(stopwatch(realClock, runnerLog))
  let comment: KeptComment | undefined
  let place: Place = { bucket: '', prefix: '', state: '', environment: '', mode: 'deploy' }
  try {
    for (const sentence of unknownInputs(Object.keys(declared), process.env)) core.warning(sentence)
    const inputs = readInputs(process.env)
    for (const secret of secretsIn(inputs.verifyHeaders)) core.setSecret(secret)
    const { bucket, prefix, environment, mode } = inputs
    const pullRequest = await ownPullRequest()
    comment = await commentFor(inputs, pullRequest)
    place = { bucket, prefix, environment, mode, state: `s3://${inputs.state}/${statePlace(prefix)}` }
    await story(inputs, reading, account, pullRequest?.stranger)
  } catch (error) {
    account.outcome = 'failed'
    // Whoever is cancelled has a successor, which comments; its words must not be overwritten.
    const isCancelled = leavesOf(error).some((leaf) => leaf instanceof Interrupted)
    await tell(reportOf(account, place, messagesOf(error)), isCancelled ? undefined : comment)
    throw error
  }

  await tell(reportOf(account, place, []), comment)
}

async function story(
  inputs: SiteInputs,
  reading: Reading,
  account: Account,
  stranger: Stranger | undefined,
): Promise<void> {
  const [gate, leaseGate] = [openGate(), openGate()]
  const world = realWorld(inputs, account, gate, leaseGate)
  const site: ReadSite = (found) => reading.site(world.log, found)
  const unlisten = onInterrupt(gate, process)
  try {
    if (inputs.mode === 'resume') await resumeSite(inputs, world, account)
    else if (!readsBuild(inputs)) await rollBackSite(inputs, world, account)
    else if (!inputs.compares) await previewSite(inputs, site, world, account, stranger)
    else await deploySite(inputs, site, world, account)
  } finally {
    unlisten()
    // Nobody waits for what is still under way, and the process ends.
    leaseGate.shut(new Error('The run is over'))
  }
}

/** What only some runs need is loaded where it is needed: here, and below. */
async function ownPullRequest(): Promise<PullRequest | undefined> {
  if (process.env.GITHUB_EVENT_NAME !== 'pull_request') return undefined
  const { context } = await import('@actions/github')
  return pullRequestOf(process.env, context.payload)
}

/** Undefined where nobody is to comment, which is told once. */
async function commentFor({ mode, token }: SiteInputs, pullRequest?: PullRequest): Promise<KeptComment | undefined> {
  if (mode !== 'plan') return undefined
  const why = whyNoComment(pullRequest)
  if (why === '' && pullRequest !== undefined) {
    const { gitHubComment } = await import('../shared/github-comment.ts')
    return gitHubComment(
      { token, repository: process.env.GITHUB_REPOSITORY ?? '', number: pullRequest.number },
      runnerLog,
    )
  }
  runnerLog.info(why)
  return undefined
}

function realWorld(inputs: SiteInputs, account: Account, gate: Gate, leaseGate: Gate): World {
  const { region, concurrency, prefix } = inputs
  const state = { bucket: inputs.state, place: statePlace(prefix), region, concurrency }
  const provenance = provenanceOf(process.env, inputs.environment)
  return {
    bucket: s3Bucket({ ...inputs, name: inputs.bucket, state }, gate, realClock),
    state: s3State(state, gate, realClock),
    cdn: laterCdn(async () => (await import('./aws/cdn.ts')).cloudFront(region, gate, realClock)),
    visitor: webVisitor(gate, realClock),
    commits: laterCommits(async () => {
      const { gitHubCommits } = await import('../shared/github.ts')
      return gitHubCommits(inputs.token, provenance.repository, runnerLog)
    }),
    clock: gatedClock(realClock, gate),
    log: notingWarnings(runnerLog, account.warnings),
    run: { provenance, url: runUrl(process.env), job: process.env.GITHUB_JOB ?? '', nonce: randomUUID().slice(0, 8) },
    gate,
    leasing: { store: s3State(state, leaseGate, realClock), clock: realClock },
  }
}

function laterCdn(load: () => Promise<Cdn>): Cdn {
  const cdn = once(load)
  return {
    find: async (name) => (await cdn()).find(name),
    tags: async (distribution) => (await cdn()).tags(distribution),
    invalidate: async (...asked) => (await cdn()).invalidate(...asked),
    look: async (...asked) => (await cdn()).look(...asked),
  }
}

function laterCommits(load: () => Promise<Commits>): Commits {
  const commits = once(load)
  return { compare: async (base, head) => (await commits()).compare(base, head) }
}

function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined
  return () => {
    made ??= make()
    return made
  }
}

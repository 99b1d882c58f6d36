// A site on Local AWS: a private bucket behind a CloudFront distribution, and the built action to deploy onto it.

import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type LocalAws, pageOfApp } from '../local/index.ts'
import { type ActionResult, runAction } from '../local/runner.ts'
import { everything, quoteLog, type Shown, say } from './words.ts'

export interface Site {
  /** Where a browser sees it. */
  readonly url: string
  /** Runs the action and shows its log, or a part of it; throws when it failed. */
  run(job: Job, shown?: Shown): Promise<ActionResult>
}

export interface Job {
  readonly mode: 'deploy' | 'plan' | 'rollback' | 'resume'
  /** Only what is deployed or planned lies in a folder. */
  readonly folder?: string
  /** Which push this is, counted from 1. */
  readonly push: number
}

/** The distribution is set up as single-page applications should be: addresses of pages are turned into `/index.html`. */
export async function createSite(aws: LocalAws, bucket: string): Promise<Site> {
  aws.buckets.create(bucket)
  const served = { functions: { viewerRequest: pageOfApp }, compress: true }
  const { id, url } = await aws.distributions.create({ bucket, ...served, invalidationSeconds: 0.2 })
  return { url, run: (job, shown = everything) => runJob(aws, { bucket, distribution: id, url }, job, shown) }
}

type Place = Readonly<Record<'bucket' | 'distribution' | 'url', string>>

async function runJob(
  aws: LocalAws,
  place: Place,
  { mode, folder = '', push }: Job,
  shown: Shown,
): Promise<ActionResult> {
  assertBuilt()
  const started = performance.now()
  const onLine = (line: string) => shown(line) && quoteLog(line)
  const env = { ...aws.env, ...pushVariables(push) }
  const done = await runAction({ action: 'site', inputs: { ...place, mode, folder }, env, onLine })
  if (done.exitCode !== 0) throw failed(done, shown)
  say(`  ${done.outputs.outcome} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return done
}

function failed({ lines }: ActionResult, shown: Shown): Error {
  if (shown !== everything) lines.forEach(quoteLog)
  return new Error('The action failed; its own words are above.')
}

/** What GitHub would tell the action about this push. */
export function pushVariables(push: number) {
  const commit = String(push).repeat(40).slice(0, 40)
  return { GITHUB_SHA: commit, GITHUB_RUN_NUMBER: String(push), GITHUB_RUN_ID: String(1000 + push) }
}

export function isBuilt(action: string): boolean {
  return existsSync(resolve(import.meta.dirname, `../dist/${action}/index.js`))
}

function assertBuilt(): void {
  if (!isBuilt('site')) throw new Error('There is no built action in dist/: run "npm run build" first.')
}

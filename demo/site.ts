// A site on Local AWS: a private bucket behind a CloudFront distribution, and the built action to deploy onto it.

import { access } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { LocalAws } from '../local/index.ts'
import { type ActionResult, runAction } from '../local/runner.ts'
import { quoteLog, say } from './words.ts'

export interface Site {
  /** Where a browser sees it. */
  readonly url: string
  /** Runs the action in `mode` and shows its log; throws when it failed. */
  run(mode: 'deploy' | 'plan', folder: string, push: Push): Promise<ActionResult>
}

/** What GitHub would tell the action about the push that is deployed. */
export interface Push {
  readonly number: number
  readonly commit: string
}

/** The distribution is set up as single-page applications usually are: every unknown address gets `index.html`. */
export async function createSite(aws: LocalAws, bucket: string): Promise<Site> {
  aws.buckets.create(bucket)
  const errorResponses = [403, 404].map((code) => ({ code, page: '/index.html', responseCode: 200 }))
  const { id, url } = await aws.distributions.create({ bucket, errorResponses, invalidationSeconds: 0.2 })
  return { url, run: (mode, folder, push) => runSiteAction(aws, { mode, folder, bucket, distribution: id, url }, push) }
}

async function runSiteAction(aws: LocalAws, inputs: Readonly<Record<string, string>>, push: Push) {
  await assertBuilt()
  const started = performance.now()
  const done = await runAction({
    action: 'site',
    inputs,
    env: { ...aws.env, ...pushVariables(push) },
    onLine: quoteLog,
  })
  if (done.exitCode !== 0) throw new Error('The action failed; its own words are above.')
  say(`  ${done.outputs.outcome} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return done
}

function pushVariables({ number, commit }: Push) {
  return { GITHUB_SHA: commit, GITHUB_RUN_NUMBER: String(number), GITHUB_RUN_ID: String(1000 + number) }
}

async function assertBuilt(): Promise<void> {
  const built = resolve(import.meta.dirname, '../dist/site/index.js')
  await access(built).catch(() => {
    throw new Error('There is no built action in dist/: run "npm run build" first.')
  })
}

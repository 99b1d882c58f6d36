// Sites behind Local AWS's edge, put there by the built action.

import { resolve } from 'node:path'
import type { LocalAws } from '../../local/index.ts'
import { runAction } from '../../local/runner.ts'

export interface DeployedSite {
  /** Where the bucket's objects lie: `dist/` and the path. */
  readonly bucket: string
  readonly url: string
  /** The ID of its distribution. */
  readonly distribution: string
  /** Deploys a build kept below `examples/`; throws with the action's own words where it fails. */
  deploy(build: string, inputs?: Inputs): Promise<void>
  /** Puts the release before back. */
  rollBack(): Promise<void>
}

type Inputs = Readonly<Record<string, string>>

export const examples = resolve(import.meta.dirname, '../../examples')
const deploys = new Map<string, number>()

/**
 * A single-page application's distribution: every unknown address is answered with `index.html`. It keeps whatever it
 * has seen for an hour at least, `no-cache` or not, so that nothing but an invalidation brings news.
 */
export async function singlePageSite(aws: LocalAws, bucket: string): Promise<DeployedSite> {
  aws.buckets.create(bucket)
  const errorResponses = [403, 404].map((code) => ({ code, page: '/index.html', responseCode: 200 }))
  const { id, url } = await aws.distributions.create({ bucket, errorResponses, minTtl: 3600 })
  const place = { bucket, distribution: id, url }
  return {
    bucket,
    url,
    distribution: id,
    deploy: (build, inputs) => run(aws, { ...place, folder: resolve(examples, build), ...inputs }),
    rollBack: () => run(aws, { ...place, mode: 'rollback' }),
  }
}

async function run(aws: LocalAws, inputs: { readonly bucket: string } & Inputs): Promise<void> {
  const { exitCode, lines } = await runAction({
    action: 'site',
    inputs,
    env: { ...aws.env, ...nextPush(inputs.bucket) },
  })
  if (exitCode !== 0) throw new Error(`The run on ${inputs.bucket} failed:\n${lines.join('\n')}`)
}

/** Each run on a site is a later one with a commit of its own. */
function nextPush(bucket: string) {
  const number = (deploys.get(bucket) ?? 0) + 1
  deploys.set(bucket, number)
  return {
    GITHUB_SHA: String(number).padStart(40, '0'),
    GITHUB_RUN_ID: `${1000 + number}`,
    GITHUB_RUN_NUMBER: `${number}`,
  }
}

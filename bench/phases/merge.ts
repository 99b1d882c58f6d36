// From merge to live: an Angular release that replaces another one, until CloudFront says that every edge has heard of it.

import { resolve } from 'node:path'
import { type LocalAws, type LocalDistribution, pageOfApp, startLocalAws } from '../../local/index.ts'
import type { Pair, Phase, Spent, Stage, Usage } from '../model.ts'
import { deploy } from '../peers/ours.ts'
import { script } from '../peers/script.ts'
import { type Tree, treeOf } from '../trees.ts'

/** What CloudFront takes for an invalidation. */
export const CLOUDFRONT_SECONDS = 5

const releases = resolve(import.meta.dirname, '../../examples/colt-frontend/built')

export const merge: Phase = {
  name: 'merge',
  about: `an Angular release goes live, CloudFront taking ${CLOUDFRONT_SECONDS} s; the peer is the usual script with aws`,
  run: async (stage) => {
    const [before, after] = [await treeOf(`${releases}/release-1`), await treeOf(`${releases}/release-2`)]
    const aws = await startLocalAws()
    const pairs: Pair[] = []
    try {
      for (let pair = 1; pair <= stage.pairs; pair++) {
        const ours = await goLive(colt, { before, after, aws, stage }, `ours-${pair}`)
        pairs.push({ ours, peer: await goLive(script, { before, after, aws, stage }, `script-${pair}`) })
      }
    } finally {
      await aws.close()
    }
    return [{ phase: 'merge', roundTrip: 0, files: after.paths.length, bytes: after.bytes, peer: 'script', pairs }]
  },
}

/** One way to put a folder live. */
export type GoLive = (live: Live, signal: AbortSignal) => Promise<Spent>

export interface Live {
  readonly folder: string
  readonly bucket: string
  readonly distribution: LocalDistribution
  readonly aws: LocalAws
  readonly push: number
}

interface Setting {
  readonly before: Tree
  readonly after: Tree
  readonly aws: LocalAws
  readonly stage: Stage
}

/** Each time a bucket and a distribution of its own, on which the earlier release is live. */
async function goLive(way: GoLive, { before, after, aws, stage }: Setting, bucket: string): Promise<Usage> {
  stage.signal.throwIfAborted()
  aws.buckets.create(bucket)
  const served = { functions: { viewerRequest: pageOfApp }, compress: true, invalidationSeconds: CLOUDFRONT_SECONDS }
  const distribution = await aws.distributions.create({ bucket, ...served })
  await way({ folder: before.folder, bucket, distribution, aws, push: 1 }, stage.signal)
  const asked = aws.journal.entries.length
  const spent = await way({ folder: after.folder, bucket, distribution, aws, push: 2 }, stage.signal)
  const requests = aws.journal.entries.length - asked
  stage.say(`merge, ${bucket}: ${spent.wall.toFixed(2)} s, ${requests} requests`)
  return { ...spent, requests }
}

function colt({ folder, bucket, distribution: { id, url }, aws, push }: Live, signal: AbortSignal): Promise<Spent> {
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = aws.env
  const job = { folder, bucket, endpoint: aws.endpoint, push }
  return deploy(job, { distribution: id, url }, { accessKeyId, secretAccessKey }, signal)
}

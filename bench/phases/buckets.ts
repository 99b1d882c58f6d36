// Who has which bucket: each tool its own, and a fresh one whenever it is to begin with nothing.

import { setTimeout } from 'node:timers/promises'
import type { Contender, Job, Stage } from '../model.ts'
import type { Tree } from '../trees.ts'
import { touch } from '../trees.ts'

let made = 0

export async function freshBucket({ server }: Stage): Promise<string> {
  const bucket = `bench-${++made}`
  await server.makeBucket(bucket)
  return bucket
}

/** Runs with a bucket for each tool that holds the tree, brought there by that tool; the buckets are gone afterwards. */
export async function withDeployed<T>(
  tree: Tree,
  stage: Stage,
  use: (bucketOf: (contender: Contender) => string) => Promise<T>,
): Promise<T> {
  const buckets = new Map<string, string>()
  try {
    for (const contender of [stage.ours, ...stage.peers]) {
      stage.signal.throwIfAborted()
      stage.say(`${contender.name} brings ${tree.paths.length} files, not measured`)
      const bucket = await freshBucket(stage)
      buckets.set(contender.name, bucket)
      await contender.sync(jobOf(tree, bucket, stage.server.endpoint, 1))
    }
    return await use(({ name }) => buckets.get(name) ?? '')
  } finally {
    for (const bucket of buckets.values()) await stage.server.removeBucket(bucket)
  }
}

export function jobOf({ folder }: Tree, bucket: string, endpoint: string, push: number): Job {
  return { folder, bucket, endpoint, push }
}

/** Milliseconds between two deploys of one site, which in life are minutes. */
const REST = 5_000

/**
 * Who deploys within seconds of the last deploy is given a second look at the bucket, which others never have: so nobody
 * does.
 */
export async function rested(): Promise<void> {
  await setTimeout(REST)
}

/** As on a runner that has just checked out and built: every file is new. */
export async function checkedOut(tree: Tree, run: () => ReturnType<Contender['sync']>) {
  await touch(tree)
  return run
}

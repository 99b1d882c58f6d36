// The way back from a release that changed 1,000 files, next to the deploy that brought it.

import type { Comparison, Pair, Phase, Stage } from '../model.ts'
import { usageOf } from '../pairs.ts'
import { deploy } from '../peers/ours.ts'
import { change, iconsTree, type Tree } from '../trees.ts'
import { freshBucket, jobOf, rested } from './buckets.ts'
import { atEachRoundTrip } from './round-trips.ts'

const CHANGED = 1000

export const rollback: Phase = {
  name: 'rollback',
  about: `back from a release that changed ${CHANGED.toLocaleString('en-US')} icons, compared with its deploy`,
  run: async (stage) => {
    const tree = await iconsTree(`${stage.scratch}/icons-rollback`)
    let change = 0
    return await atEachRoundTrip(stage, async (roundTrip, endpoint) => {
      const pairs: Pair[] = []
      for (let pair = 1; pair <= stage.pairs; pair++) pairs.push(await thereAndBack(tree, endpoint, ++change, stage))
      const about: Omit<Comparison, 'pairs'> = {
        phase: 'rollback',
        roundTrip,
        files: tree.paths.length,
        bytes: tree.bytes,
        peer: 'its deploy',
      }
      return [{ ...about, pairs }]
    })
  },
}

async function thereAndBack(tree: Tree, endpoint: string, number: number, stage: Stage): Promise<Pair> {
  const { server, ours, signal } = stage
  const bucket = await freshBucket(stage)
  const job = (push: number) => jobOf(tree, bucket, endpoint, push)
  try {
    await ours.sync({ ...job(1), endpoint: server.endpoint })
    await change(tree, CHANGED, number)
    await rested()
    const there = await usageOf(() => ours.sync(job(2)), stage)
    await rested()
    const back = await usageOf(
      () => deploy(job(3), { mode: 'rollback', folder: '' }, server.credentials, signal),
      stage,
    )
    stage.say(`rollback, ${there.wall.toFixed(2)} s there, ${back.wall.toFixed(2)} s back`)
    return { ours: back, peer: there }
  } finally {
    await server.removeBucket(bucket)
  }
}

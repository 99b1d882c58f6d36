// An empty bucket gets all files.

import type { Comparison, Phase, Stage } from '../model.ts'
import { inPairs } from '../pairs.ts'
import { iconsTree, type Tree } from '../trees.ts'
import { checkedOut, freshBucket, jobOf } from './buckets.ts'
import { atEachRoundTrip } from './round-trips.ts'

export const cold: Phase = {
  name: 'cold',
  about: 'an empty bucket gets the icons',
  run: async (stage) => coldOf('cold', await iconsTree(`${stage.scratch}/icons-cold`), stage),
}

/** The same of any tree. */
export function coldOf(phase: string, tree: Tree, stage: Stage): Promise<Comparison[]> {
  return atEachRoundTrip(stage, async (roundTrip, endpoint) => {
    const buckets: string[] = []
    const clear = async () => {
      for (const bucket of buckets.splice(0)) await stage.server.removeBucket(bucket)
    }
    const prepare = async (contender: Stage['ours']) => {
      await clear()
      const bucket = await freshBucket(stage)
      buckets.push(bucket)
      return checkedOut(tree, () => contender.sync(jobOf(tree, bucket, endpoint, 1)))
    }
    const contest = { phase, roundTrip, files: tree.paths.length, bytes: tree.bytes, prepare }
    return await inPairs(contest, stage).finally(clear)
  })
}

// Eight files have other bytes of the same size; the rest is as it was, newly checked out.

import type { Phase, Stage } from '../model.ts'
import { inPairs } from '../pairs.ts'
import { change, iconsTree } from '../trees.ts'
import { checkedOut, jobOf, rested, withDeployed } from './buckets.ts'
import { atEachRoundTrip } from './round-trips.ts'

const CHANGED = 8

export const delta: Phase = {
  name: 'delta',
  about: `${CHANGED} files of the icons changed, their sizes the same`,
  run: async (stage) => {
    const tree = await iconsTree(`${stage.scratch}/icons-delta`)
    let push = 1
    return await withDeployed(tree, stage, (bucketOf) =>
      atEachRoundTrip(stage, (roundTrip, endpoint) => {
        const prepare = (contender: Stage['ours']) =>
          checkedOut(tree, () => contender.sync(jobOf(tree, bucketOf(contender), endpoint, push)))
        const beforePair = async () => {
          await rested()
          await change(tree, CHANGED, ++push)
        }
        const contest = { phase: 'delta', roundTrip, files: tree.paths.length, bytes: tree.bytes, prepare, beforePair }
        return inPairs(contest, stage)
      }),
    )
  },
}

// The same files again, newly checked out: there is nothing to do but to find that out.

import type { Comparison, Phase, Stage } from '../model.ts'
import { inPairs } from '../pairs.ts'
import { iconsTree, type Tree } from '../trees.ts'
import { checkedOut, jobOf, withDeployed } from './buckets.ts'
import { atEachRoundTrip } from './round-trips.ts'

export const noOp: Phase = {
  name: 'no-op',
  about: 'the same icons again, with new times',
  run: async (stage) => noOpOf('no-op', await iconsTree(`${stage.scratch}/icons-no-op`), stage),
}

/** The same of any tree. */
export function noOpOf(phase: string, tree: Tree, stage: Stage): Promise<Comparison[]> {
  return withDeployed(tree, stage, (bucketOf) =>
    atEachRoundTrip(stage, (roundTrip, endpoint) => {
      const prepare = (contender: Stage['ours']) =>
        checkedOut(tree, () => contender.sync(jobOf(tree, bucketOf(contender), endpoint, 1)))
      return inPairs({ phase, roundTrip, files: tree.paths.length, bytes: tree.bytes, prepare }, stage)
    }),
  )
}

// All files get another Cache-Control, and keep their bytes.

import type { Phase, Stage } from '../model.ts'
import { inPairs } from '../pairs.ts'
import { iconsTree } from '../trees.ts'
import { checkedOut, jobOf, withDeployed } from './buckets.ts'
import { atEachRoundTrip } from './round-trips.ts'

export const headers: Phase = {
  name: 'headers',
  about: 'another Cache-Control for every icon',
  run: async (stage) => {
    const tree = await iconsTree(`${stage.scratch}/icons-headers`)
    let push = 1
    return await withDeployed(tree, stage, (bucketOf) =>
      atEachRoundTrip(stage, (roundTrip, endpoint) => {
        const prepare = (contender: Stage['ours']) =>
          checkedOut(tree, () => contender.restamp(jobOf(tree, bucketOf(contender), endpoint, push)))
        const beforePair = async () => {
          push++
        }
        const contest = {
          phase: 'headers',
          roundTrip,
          files: tree.paths.length,
          bytes: tree.bytes,
          prepare,
          beforePair,
        }
        return inPairs(contest, stage)
      }),
    )
  },
}

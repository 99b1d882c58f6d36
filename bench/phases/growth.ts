// Ours alone, ever more files: does the time for each file stay what it is?

import type { Comparison, Phase } from '../model.ts'
import { generatedTree } from '../trees.ts'
import { coldOf } from './cold.ts'
import { noOpOf } from './no-op.ts'

const SIZES = [1_000, 10_000, 100_000]

export const growth: Phase = {
  name: 'growth',
  about: 'ours alone with 1,000, 10,000 and 100,000 small files, cold and again',
  run: async (stage) => {
    const alone = { ...stage, peers: [], roundTrips: [0] }
    const comparisons: Comparison[] = []
    for (const size of SIZES) {
      const tree = await generatedTree(`${stage.scratch}/growth-${size}`, size)
      comparisons.push(...(await coldOf('growth, cold', tree, alone)), ...(await noOpOf('growth, no-op', tree, alone)))
    }
    return comparisons
  },
}

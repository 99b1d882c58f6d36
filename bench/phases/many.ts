// 100,000 small files: into an empty bucket, and again.

import type { Phase } from '../model.ts'
import { generatedTree } from '../trees.ts'
import { coldOf } from './cold.ts'
import { noOpOf } from './no-op.ts'

const FILES = 100_000

export const many: Phase = {
  name: 'many',
  about: '100,000 small files, cold and again; without aws, which takes six minutes for each run',
  run: async (stage) => {
    const tree = await generatedTree(`${stage.scratch}/many`, FILES)
    const direct = { ...stage, peers: stage.peers.filter(({ name }) => name !== 'aws'), roundTrips: [0] }
    return [...(await coldOf('cold', tree, direct)), ...(await noOpOf('no-op', tree, direct))]
  },
}

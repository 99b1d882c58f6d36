// One file of 2 GB: memory must not follow its size.

import { rm } from 'node:fs/promises'
import type { Phase } from '../model.ts'
import { largeTree } from '../trees.ts'
import { coldOf } from './cold.ts'

const BYTES = 2_000_000_000

export const large: Phase = {
  name: 'large',
  about: 'one file of 2 GB; needs 7 GB of memory',
  run: async (stage) => {
    const folder = `${stage.scratch}/large`
    try {
      return await coldOf('large', await largeTree(folder, BYTES), { ...stage, roundTrips: [0] })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

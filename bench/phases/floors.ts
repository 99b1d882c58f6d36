// What lies beneath a run without work: what programs take that do a part of it and nothing else.

import { join } from 'node:path'
import { runAction } from '../../local/runner.ts'
import { measured, spend } from '../measure.ts'
import type { Comparison, Phase, Spent, Stage } from '../model.ts'
import { iconsTree } from '../trees.ts'

const reader = join(import.meta.dirname, 'read-and-hash.ts')

export const floors: Phase = {
  name: 'floors',
  about: 'Node alone, Node that reads and hashes the icons, Node that loads the action',
  run: async (stage) => {
    const { folder, paths, bytes } = await iconsTree(`${stage.scratch}/icons-floors`)
    const node = (...args: readonly string[]) => spend({ program: process.execPath, args, env: {} }, stage.signal)
    const parts: Readonly<Record<string, () => Promise<Spent>>> = {
      'Node alone': () => node('--eval', '0'),
      'Node that reads and hashes': () => node(reader, folder),
      'the action without inputs': load,
    }
    const comparisons: Comparison[] = []
    for (const [tool, run] of Object.entries(parts)) {
      const pairs = await repeated(run, stage)
      comparisons.push({ phase: 'floor', tool, roundTrip: 0, files: paths.length, bytes, peer: undefined, pairs })
    }
    return comparisons
  },
}

/** It says what is missing and ends, having loaded what every run loads. */
function load(): Promise<Spent> {
  return measured((through) => runAction({ action: 'site', through, inputs: {}, env: {} }))
}

async function repeated(run: () => Promise<Spent>, { pairs, signal }: Stage): Promise<Comparison['pairs']> {
  const runs: Comparison['pairs'][number][] = []
  for (let number = 1; number <= pairs; number++) {
    signal.throwIfAborted()
    runs.push({ ours: { ...(await run()), requests: 0 }, peer: undefined })
  }
  return runs
}

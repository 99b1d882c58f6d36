// Ours, peer, ours, peer: each run next to the one it is compared with, so that a slow minute of the machine slows both.

import type { Comparison, Contender, Pair, Spent, Stage, Usage } from './model.ts'

export interface Contest {
  readonly phase: string
  readonly roundTrip: number
  readonly files: number
  readonly bytes: number
  /** Brings the world into the state from which the contender is measured, and answers what to measure. */
  readonly prepare: (contender: Contender) => Promise<() => Promise<Spent>>
  /** Once per pair, before both; given the number of the pair, counted from 1. */
  readonly beforePair?: (pair: number) => Promise<void>
}

/** One comparison for each peer; ours alone where there is none. */
export async function inPairs(contest: Contest, stage: Stage): Promise<Comparison[]> {
  const { phase, roundTrip, files, bytes } = contest
  const rivals = stage.peers.length > 0 ? stage.peers : [undefined]
  const taken = rivals.map((): Pair[] => [])
  let number = 0
  for (let round = 1; round <= stage.pairs; round++) {
    for (const [index, rival] of rivals.entries()) {
      await contest.beforePair?.(++number)
      const ours = await one(stage.ours, contest, stage)
      taken[index]?.push({ ours, peer: rival && (await one(rival, contest, stage)) })
    }
  }
  return rivals.map((rival, index) => ({
    phase,
    roundTrip,
    files,
    bytes,
    peer: rival?.name,
    pairs: taken[index] ?? [],
  }))
}

async function one(contender: Contender, { phase, roundTrip, prepare }: Contest, stage: Stage): Promise<Usage> {
  stage.signal.throwIfAborted()
  const usage = await usageOf(await prepare(contender), stage)
  stage.say(`${phase}, ${roundTrip} ms, ${contender.name}: ${usage.wall.toFixed(2)} s, ${usage.requests} requests`)
  return usage
}

/** What the run took, and how many requests the server answered meanwhile. */
export async function usageOf(run: () => Promise<Spent>, { server }: Stage): Promise<Usage> {
  const before = await server.requests()
  const spent = await run()
  return { ...spent, requests: (await server.requests()) - before }
}

// Whatever happens on the way, no two processes may write at the same time.

import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { drivenClock } from './support/driven-clock.ts'
import { begin, type Life, lives } from './support/lives.ts'
import { memoryStore } from './support/memory-store.ts'

/** So that a failure is told before the test runs out of time. */
const limit = { interruptAfterTimeLimit: 20_000 }

interface Event {
  readonly fence: number
  readonly taking: symbol
}

/** Lets all of them live to their ends, and answers what happened, in the order of time. */
async function history(given: readonly Life[], look: (entitled: readonly number[]) => void) {
  const [world, took, wrote]: [ReturnType<typeof drivenClock>, Event[], Event[]] = [drivenClock(), [], []]
  const store = memoryStore(() => 1_800_000_000_000 + world.monotonic())
  const told = {
    took: (fence: number, taking: symbol) => void took.push({ fence, taking }),
    wrote: (fence: number, taking: symbol) => void wrote.push({ fence, taking }),
  }
  const all = given.map((life) => begin(life, world, store, told))
  while (!all.every((one) => one.over()) && world.monotonic() < 7_200_000) {
    await world.pass(500)
    look(all.flatMap((one) => one.entitled() ?? []))
  }
  return { took, wrote, over: all.every((one) => one.over()) }
}

const ascending = (numbers: readonly number[]): readonly number[] => [...numbers].sort((one, other) => one - other)

test('whoever writes does so under a number of his own, and nobody under a lower one afterwards', async () => {
  let takings = 0
  await fc.assert(
    fc.asyncProperty(lives, async (given) => {
      const { took, wrote, over } = await history(given, () => {})
      const [taken, written] = [took.map(({ fence }) => fence), wrote.map(({ fence }) => fence)]

      expect(taken).toEqual([...new Set(ascending(taken))])
      expect(written).toEqual(ascending(written))
      expect(new Set(wrote.map(({ taking }) => taking)).size).toBe(new Set(written).size)
      expect(over).toBe(true)
      takings += taken.length
    }),
    limit,
  )
  expect(takings).toBeGreaterThan(100)
})

test('at no moment there are two who could write', async () => {
  await fc.assert(
    fc.asyncProperty(lives, async (given) => {
      await history(given, (entitled) => expect(entitled.length).toBeLessThanOrEqual(1))
    }),
    limit,
  )
})

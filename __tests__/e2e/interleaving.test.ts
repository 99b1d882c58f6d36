// Two deploys at once, in a hundred orders of their requests: never a mixture, and both say what became of them.

import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { build } from '../support/releases/builds.ts'
import { currentOf, unlikeBuild, unlikeRecorded } from '../support/releases/chronicle.ts'
import { dice } from '../support/releases/dice.ts'
import { addressesOf, staleAddresses, warm } from '../support/releases/edge.ts'
import { plantForeigners } from '../support/releases/foreigners.ts'
import { BUCKET } from '../support/releases/guard.ts'
import { type Beginning, beginningFrom, type Choose, openRealm, type Realm } from '../support/releases/realm.ts'
import type { Writer } from '../support/releases/writer.ts'

jest.setTimeout(300_000)

const SEEDS = Array.from({ length: 25 }, (_, seed) => seed)
const addresses = addressesOf([1, 2, 3, 4])

let beginning: Beginning
beforeAll(async () => {
  await using realm = await openRealm()
  plantForeigners(realm.aws, BUCKET)
  await realm.run({ name: 'first', version: 1 })
  beginning = beginningFrom(realm)
})

const told = new Map<string, number>()
afterAll(() => {
  console.log([...told].map(([ending, times]) => `${times} × ${ending}`).join('\n'))
})

/** How likely it is that time passes although somebody could go on. */
test.each([0, 0.05, 0.2, 0.35])('time passes with a chance of %d at every step', async (haste) => {
  const faults: string[] = []
  for (const seed of SEEDS) {
    const found = await played(seed + 1000 * haste, haste)
    faults.push(...found.map((fault) => `Seed ${seed}: ${fault}`))
  }
  expect(faults).toEqual([])
})

async function played(seed: number, haste: number): Promise<readonly string[]> {
  await using realm = await openRealm(beginning)
  const chance = dice(seed)
  await warm(realm, addresses)
  // Half of the time the release before was a moment ago.
  if (chance() < 0.5) realm.aws.clock.advance(60_000)
  const inputs = chance() < 0.5 ? { 'allow-older': 'true' } : {}
  const two = [
    await realm.begin({ name: 'a', version: 2, inputs, offset: chance() * 1e9, fate: () => 'hold' }),
    await realm.begin({ name: 'b', version: 3, inputs, offset: chance() * 1e9, fate: () => 'hold' }),
  ]
  await realm.drive(() => two.every((one) => one.over()), choiceBy(chance, haste))
  const faults = [...realm.guard.wrongs(), ...two.flatMap(untold)]
  tell(two)
  const mended = await mendedAfter(two, realm)
  const stale = await staleAddresses(realm, addresses)
  return [...faults, ...mended, ...faultsOfEnd(realm), ...realm.guard.wrongs(), ...stale]
}

function choiceBy(chance: () => number, haste: number): Choose {
  return (held, sleeper) => {
    if (held.length === 0 || (sleeper && chance() < haste)) return sleeper
    return held[Math.floor(chance() * held.length)]
  }
}

/** A log that does not say what became of its run. */
function untold({ name, account, log, failures }: Writer): readonly string[] {
  const said = [...log.lines, ...failures()].join('\n')
  const words = { deployed: /Release \d+ is live/, older: /is older than what is live/, failed: /Could not go on: / }
  const expected = Object.entries(words).find(([outcome]) => outcome === account.outcome)?.[1]
  return expected?.test(said) ? [] : [`${name} was ${account.outcome} and said ${failures().join(' ')}`]
}

function tell(two: readonly Writer[]): void {
  const ending = two.map(({ name, account }) => `${name} ${account.outcome}`).join(', ')
  told.set(ending, (told.get(ending) ?? 0) + 1)
}

/** Who lost the lease in the middle of its work leaves that to the next run. */
async function mendedAfter(two: readonly Writer[], realm: Realm): Promise<readonly string[]> {
  if (two.every(({ account }) => account.outcome !== 'failed')) return []
  const next = await realm.run({ name: 'next', version: 4 })
  return next.account.outcome === 'deployed' ? [] : [`The next run was ${next.account.outcome}: ${next.failures()}`]
}

function faultsOfEnd({ aws }: Realm): readonly string[] {
  const live = currentOf(aws)?.live
  if (live === undefined) return ['Nothing is recorded.']
  return [...unlikeRecorded(aws), ...unlikeBuild(aws, build(Number.parseInt(live.provenance.commit, 16)))]
}

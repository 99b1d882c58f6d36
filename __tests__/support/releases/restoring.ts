// Are the releases that can be returned to really there? Proven by returning to them, on a copy of everything.

import { restorable } from '../../../src/site/plan/rollback.ts'
import { type Chronicle, currentOf, unlikeRelease } from './chronicle.ts'
import { beginningFrom, openRealm, type Realm } from './realm.ts'

/** What does not come back, in sentences; only the newest of them are tried where a number is given. */
export async function unrestorable(
  { aws }: Pick<Realm, 'aws'>,
  then: Chronicle,
  most = Number.POSITIVE_INFINITY,
): Promise<readonly string[]> {
  const current = currentOf(aws)
  if (current === undefined) return []
  const beginning = beginningFrom({ aws })
  const faults: string[] = []
  for (const { sequence } of restorable(current).slice(0, most)) {
    await using copy = await openRealm(beginning)
    const back = await copy.run({ name: 'back', inputs: { mode: 'rollback', release: String(sequence) } })
    const release = then.of(sequence)
    const other = release === undefined ? ['nobody saw it live'] : unlikeRelease(copy.aws, release)
    faults.push(...[...back.failures(), ...other].map((fault) => `Release ${sequence}: ${fault}`))
  }
  return faults
}

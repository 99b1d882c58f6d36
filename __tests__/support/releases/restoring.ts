// Are the releases that can be returned to really there? Proven by returning to them.

import type { LocalAws } from '../../../local/index.ts'
import { restorable } from '../../../src/site/plan/rollback.ts'
import { isHashed } from './builds.ts'
import { type Chronicle, currentOf, unlikeRelease } from './chronicle.ts'
import { BUCKET } from './guard.ts'
import { beginningFrom, openRealm, type Realm } from './realm.ts'
import type { Holdings } from './shelf.ts'

/** Returns to each of them on a copy of everything, so that nothing is disturbed. Answers what does not come back. */
export async function unrestorable({ aws }: Pick<Realm, 'aws'>, then: Chronicle): Promise<readonly string[]> {
  const beginning = beginningFrom({ aws })
  const faults: string[] = []
  for (const sequence of choices(aws)) {
    await using copy = await openRealm(beginning)
    faults.push(...(await returnedTo(sequence, copy, then)))
  }
  return faults
}

/** Returns to one after the other. Answers what does not come back, but for pages that stay whatever is live. */
export async function unreturnable(realm: Realm, then: Chronicle, staying: ReadonlySet<string>) {
  const faults: string[] = []
  for (const sequence of choices(realm.aws)) {
    faults.push(...(await returnedTo(sequence, realm, then, staying)))
    then.note()
  }
  return faults
}

function choices(aws: LocalAws): readonly number[] {
  const current = currentOf(aws)
  return current === undefined ? [] : restorable(current).map(({ sequence }) => sequence)
}

async function returnedTo(sequence: number, realm: Realm, then: Chronicle, staying?: ReadonlySet<string>) {
  const release = then.of(sequence)
  if (release === undefined) throw new Error(`Nobody saw release ${sequence} live.`)
  const lost = missingInTabs(realm.aws, release)
  const inputs = { mode: 'rollback', release: String(sequence) }
  const back = await realm.run({ name: `back${sequence}`, inputs })
  const faults = [...lost, ...back.failures(), ...unlikeRelease(realm.aws, release, staying)]
  return faults.map((fault) => `Release ${sequence}: ${fault}`)
}

/** What a tab that was opened then cannot load any more. */
function missingInTabs(aws: LocalAws, release: Holdings): readonly string[] {
  const hashed = [...release].filter(([key]) => isHashed(key))
  const gone = hashed.filter(([key, { body }]) => aws.buckets.get(BUCKET, key)?.body.equals(body) !== true)
  return gone.map(([key]) => `a tab misses ${key}`)
}

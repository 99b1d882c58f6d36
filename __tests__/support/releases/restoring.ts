// Are the releases that can be returned to really there? Proven by returning to them, on a copy of everything.

import type { LocalAws } from '../../../local/index.ts'
import { restorable } from '../../../src/site/plan/rollback.ts'
import { isHashed } from './builds.ts'
import { type Chronicle, currentOf, unlikeRelease } from './chronicle.ts'
import { BUCKET } from './guard.ts'
import { beginningFrom, openRealm, type Realm } from './realm.ts'
import type { Holdings } from './shelf.ts'

/** What does not come back, in sentences; pages that stay whatever is live may be named. */
export async function unrestorable(
  { aws }: Pick<Realm, 'aws'>,
  then: Chronicle,
  staying: ReadonlySet<string> = new Set(),
): Promise<readonly string[]> {
  const current = currentOf(aws)
  if (current === undefined) return []
  const beginning = beginningFrom({ aws })
  const faults: string[] = []
  for (const { sequence } of restorable(current)) {
    await using copy = await openRealm(beginning)
    const back = await copy.run({ name: 'back', inputs: { mode: 'rollback', release: String(sequence) } })
    const release = then.of(sequence)
    if (release === undefined) throw new Error(`Nobody saw release ${sequence} live.`)
    const other = [...missingInTabs(aws, release), ...unlikeRelease(copy.aws, release, staying)]
    faults.push(...[...back.failures(), ...other].map((fault) => `Release ${sequence}: ${fault}`))
  }
  return faults
}

/** What a tab that was opened then cannot load any more. */
function missingInTabs(aws: LocalAws, release: Holdings): readonly string[] {
  const hashed = [...release].filter(([key]) => isHashed(key))
  const gone = hashed.filter(([key, { etag }]) => aws.buckets.get(BUCKET, key)?.etag !== etag)
  return gone.map(([key]) => `a tab misses ${key}`)
}

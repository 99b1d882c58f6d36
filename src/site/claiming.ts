// The first thing that happens under a lease: what was read before it holds, or everything is read again, and nobody's late
// record can come after it.

import type { Lease } from '../shared/lease.ts'
import { ConditionRefused } from '../shared/objects.ts'
import type { World } from './ports.ts'
import { recordCurrent } from './publish/record.ts'
import type { SiteInputs } from './read/inputs.ts'
import type { Live } from './read/live.ts'
import { readSituation } from './read/situation.ts'
import type { Situation } from './record-model.ts'

/**
 * Was what was read before the lease read in calm, and the lease taken from the very one that was free by then? Then nobody
 * wrote in between, and a second look at thousands of objects would tell the same.
 *
 * What unfinished releases left is read in full depth under a lease only.
 */
export function isStillSo({ isCalm, seen }: Live, { current, open }: Situation, lease: Lease): boolean {
  if (!isCalm || lease.ranOut || lease.from !== seen.lease?.etag) return false
  return open.length === 0 && current.begun.length === 0
}

/** Times that a late record may still arrive between reading and claiming. */
const ATTEMPTS = 3

/**
 * Reads what is there. A lease that ran out was somebody's whose record may still be on its way to S3: the record is
 * written again as it is, under the new number, so that the condition of the late one no longer holds.
 */
export async function claimSituation(lease: Lease, inputs: SiteInputs, world: World, attempt = 1): Promise<Situation> {
  const situation = await readSituation(inputs, world, 'all')
  if (!lease.ranOut || situation.recorded === undefined) return situation
  const current = { ...situation.current, fence: lease.fence }
  try {
    return { ...situation, current, recorded: await recordCurrent(current, situation.recorded, world, lease.verify) }
  } catch (error) {
    const isLate = error instanceof Error && error.cause instanceof ConditionRefused
    if (!isLate || attempt === ATTEMPTS) throw error
    return await claimSituation(lease, inputs, world, attempt + 1)
  }
}

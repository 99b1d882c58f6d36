// The lease: whoever has it may write, and nobody else does meanwhile.

import { within } from './bounded.ts'
import { Failure } from './failure.ts'
import { openGate } from './gate.ts'
import { type HeldLease, heldLease } from './lease-held.ts'
import { keepLease } from './lease-keep.ts'
import { LeaseLost, reasonOf } from './lease-lost.ts'
import type { LeaseMeans } from './lease-means.ts'
import { leasePen } from './lease-pen.ts'
import { type Holder, LEASE } from './lease-record.ts'
import { takeLease } from './lease-take.ts'
import { GIVEN_BACK_WITHIN, TAKEN_OVER_AFTER } from './lease-times.ts'
import { seconds } from './printable.ts'

export { LeaseLost } from './lease-lost.ts'
export type { LeaseMeans } from './lease-means.ts'
export { type Holder, readLease } from './lease-record.ts'

/** What the work may know of its lease. */
export interface Lease {
  /** Higher than that of everyone who had it before. */
  readonly fence: number
  /** Did it run out for somebody, who may still have requests on their way? */
  readonly ranOut: boolean
  /** The ETag of the lease that it was taken from: nobody had it since. Undefined where nobody ever had one. */
  readonly from: string | undefined
  /** Asks the store whether we still have it: for a write that was refused. @throws {LeaseLost}, and the gate is shut. */
  verify(): Promise<void>
}

/**
 * Takes the lease, waiting for others, does the work, and gives it back whatever comes of it.
 *
 * A lease that is lost meanwhile shuts the gate. @throws what the work throws.
 */
export async function underLease<Result>(
  holder: Holder,
  means: LeaseMeans,
  work: (lease: Lease) => Promise<Result>,
): Promise<Result> {
  const pen = leasePen(means.store, means.clock)
  const lease = heldLease(await takeLease(holder, pen, means), pen, means)
  const letGo = keepLease(lease, means)
  try {
    means.gate.pass()
    return await work(lease)
  } finally {
    await letGo()
    await giveBack(lease, means)
  }
}

/** A lost one is left as it is; nothing is heeded that is answered too late. */
async function giveBack(lease: HeldLease, { store, clock, log }: LeaseMeans): Promise<void> {
  if (lease.lost()) return
  const end = openGate()
  const late = new Failure('The lease was not given back', { why: `no answer in ${seconds(GIVEN_BACK_WITHIN)}` })
  try {
    const given = lease.giveBack(end).then(() => true)
    if (!(await within(GIVEN_BACK_WITHIN, clock, given))) throw late
    log.debug('Gave the lease back')
  } catch (error) {
    log.warning(error instanceof LeaseLost ? error.message : notGivenBack(error, store.place))
  } finally {
    end.shut(late)
  }
}

function notGivenBack(error: unknown, place: string): string {
  const hint = `It runs out by itself after ${seconds(TAKEN_OVER_AFTER)}.`
  return new Failure(`Could not give back the lease ${place}${LEASE}`, { why: reasonOf(error), hint }).message
}

// A lease in our hands: what is known of it, and how it gets lost.

import { unlessShut } from './bounded.ts'
import { type Gate, gatedClock } from './gate.ts'
import { type LeaseLost, lostInSilence, lostTo, reasonOf } from './lease-lost.ts'
import type { LeaseMeans } from './lease-means.ts'
import { type Found, isOurs, type Pen } from './lease-pen.ts'
import { type LeaseRecord, readLease } from './lease-record.ts'
import type { Taken } from './lease-take.ts'
import { LOST_AFTER, TRIED_AGAIN_AFTER } from './lease-times.ts'

export interface HeldLease {
  readonly fence: number
  readonly ranOut: boolean
  readonly from: string | undefined
  /** When the last writing was sent that is known to have succeeded. */
  sent(): number
  /** Looks whether it is lost by now; then the gate is shut. */
  lost(): LeaseLost | undefined
  /** One try, whose failure is no harm yet. It is not heeded any longer when the gate shuts. */
  renew(until: Gate): Promise<void>
  /** Tries until it is free. @throws {LeaseLost} @throws what shuts the gate. */
  giveBack(until: Gate): Promise<void>
  /** Asks the store. @throws {LeaseLost} */
  verify(): Promise<void>
}

export function heldLease(
  { lease: taken, ranOut, from }: Taken,
  pen: Pen,
  { store, clock, gate, log }: LeaseMeans,
): HeldLease {
  const { fence, holder } = taken.record
  let last = taken
  let lost: LeaseLost | undefined
  let trouble: unknown

  function lose(reason: LeaseLost): LeaseLost {
    lost = reason
    gate.shut(reason)
    return reason
  }

  /** Answers what lies there then. */
  async function write(state: LeaseRecord['state'], until: Gate): Promise<Found | undefined> {
    const found = await unlessShut(until, pen.write({ ...last.record, state }, { etag: last.etag }))
    // Answers may overtake each other.
    if (isOurs(found) && found.sent >= last.sent) last = found
    return found
  }

  function loseUnlessOurs(found: Found | undefined): void {
    if (!isOurs(found)) throw lose(lostTo(found, store.place))
  }

  return {
    fence,
    ranOut,
    from,
    sent: () => last.sent,
    lost() {
      const silence = clock.monotonic() - last.sent
      return lost ?? (silence >= LOST_AFTER ? lose(lostInSilence(store.place, trouble)) : undefined)
    },
    async renew(until) {
      const { etag } = last
      try {
        loseUnlessOurs(await write('taken', until))
        trouble = undefined
        log.debug(last.etag === etag ? 'The lease could not be renewed yet' : 'Renewed the lease')
      } catch (error) {
        trouble = error
        log.debug(`Could not renew the lease: ${reasonOf(error)}`)
      }
    },
    async giveBack(until) {
      for (;;) {
        const found = await write('free', until)
        // Nobody takes over so soon: it was free, and our answer got lost.
        if (found && found.record.fence > fence) return
        loseUnlessOurs(found)
        if (last.record.state === 'free') return
        await gatedClock(clock, until).sleep(TRIED_AGAIN_AFTER)
      }
    },
    async verify() {
      const seen = await unlessShut(gate, readLease(store))
      const { record } = seen ?? {}
      const ours = record?.state === 'taken' && record.holder === holder && record.fence === fence
      if (!ours) throw lose(lostTo(seen, store.place))
    },
  }
}

// Keeps a lease while the work goes on: renews it, and looks all the time whether it is lost.

import { within } from './bounded.ts'
import type { Clock } from './clock.ts'
import { type Gate, gatedClock, openGate } from './gate.ts'
import type { HeldLease } from './lease-held.ts'
import type { LeaseMeans } from './lease-means.ts'
import { LOST_AFTER, RENEWED_EVERY, TRIED_AGAIN_AFTER, TRIED_FOR } from './lease-times.ts'

/** Begins at once; the answer ends it. */
export function keepLease(lease: HeldLease, { clock, gate }: LeaseMeans): () => Promise<void> {
  const end = openGate()
  const kept = gatedClock(clock, end)
  // Timers of a process that was frozen are late, so every pass looks too.
  const unwatch = gate.watch(lease.lost)
  const loops = Promise.allSettled([renewAgainAndAgain(lease, kept, end), lookInTime(lease, kept)])
  return async () => {
    unwatch()
    end.shut(new Error('The lease is not kept any longer'))
    await loops
  }
}

async function renewAgainAndAgain(lease: HeldLease, clock: Clock, end: Gate): Promise<void> {
  const due = (): number => Math.max(lease.sent() + RENEWED_EVERY - clock.monotonic(), 0)
  for (let pause = due(); ; pause = Math.max(due(), TRIED_AGAIN_AFTER)) {
    await clock.sleep(pause)
    if (lease.lost()) return
    await within(TRIED_FOR, clock, lease.renew(end))
  }
}

/** Shuts the gate for what is under way when nobody passes it. */
async function lookInTime(lease: HeldLease, clock: Clock): Promise<void> {
  while (!lease.lost()) await clock.sleep(lease.sent() + LOST_AFTER - clock.monotonic())
}

// Takes the lease: at once where it is free, else when it is given back or has run out.

import { randomUUID } from 'node:crypto'
import { unlessShut } from './bounded.ts'
import { Failure } from './failure.ts'
import { gatedClock } from './gate.ts'
import type { LeaseMeans } from './lease-means.ts'
import { type Found, isOurs, type Ours, type Pen } from './lease-pen.ts'
import { type Holder, LEASE, nameOf, type SeenLease } from './lease-record.ts'
import { LOOKED_EVERY, TAKEN_OVER_AFTER, TOLD_EVERY, WAITED_FOR } from './lease-times.ts'
import type { Log } from './log.ts'

export interface Taken {
  readonly lease: Ours
  /** It ran out, so that whoever had it may still have requests on their way. */
  readonly ranOut: boolean
  /** The ETag of the lease that it was taken from; undefined where nobody ever had one. */
  readonly from: string | undefined
}

/** @throws {Failure} after ten minutes. @throws what shuts the gate, as soon as it is shut. */
export async function takeLease(holder: Holder, pen: Pen, means: LeaseMeans): Promise<Taken> {
  const { gate, log, random = Math.random } = means
  const clock = gatedClock(means.clock, gate)
  const taker = { ...holder, holder: randomUUID() }
  const wait = patience(means)
  gate.pass()
  for (let known = means.seen; ; known = undefined) {
    const seen = known === undefined ? await unlessShut(gate, pen.look()) : notOurs(known.lease)
    // Awaited even where the gate shuts meanwhile: what was taken is to be given back.
    const found = mayBeTaken(seen) ? await take(taker, seen, pen) : seen
    if (isOurs(found)) return { lease: found, ranOut: tellTaking(found, seen, log), from: seen?.etag }
    if (known !== undefined) continue
    wait(found)
    await clock.sleep(LOOKED_EVERY * (0.75 + random() / 2))
  }
}

function notOurs(lease: SeenLease | undefined): Found | undefined {
  return lease && { ...lease, sent: undefined }
}

function mayBeTaken(seen: SeenLease | undefined): boolean {
  return seen === undefined || seen.record.state === 'free' || seen.age >= TAKEN_OVER_AFTER
}

async function take(
  taker: Holder & { readonly holder: string },
  seen: SeenLease | undefined,
  pen: Pen,
): Promise<Found | undefined> {
  const fence = (seen?.record.fence ?? 0) + 1
  return await pen.write({ ...taker, state: 'taken', fence }, seen ? { etag: seen.etag } : { absent: true })
}

/** Answers whether it ran out. */
function tellTaking({ record }: Ours, before: Found | undefined, log: Log): boolean {
  const ranOut = before?.record.state === 'taken' && !isOurs(before)
  if (ranOut) log.info(`The lease of ${nameOf(before.record)} ran out, ${renewed(before)}`)
  log.info(`Took the lease, number ${record.fence}`)
  return ranOut
}

/** Tells from time to time who is waited for. @throws {Failure} when that took too long. */
function patience({ store, clock, log }: LeaseMeans): (found: SeenLease | undefined) => void {
  const since = clock.monotonic()
  let told = Number.NEGATIVE_INFINITY
  return (found) => {
    const now = clock.monotonic()
    if (now - since >= WAITED_FOR) throw waitedTooLong(found, store.place)
    if (found?.record.state !== 'taken' || now - told < TOLD_EVERY) return
    told = now
    log.info(`Waiting for the lease: ${nameOf(found.record)} has it, ${renewed(found)}`)
  }
}

function waitedTooLong(found: SeenLease | undefined, place: string): Failure {
  const what = `Could not take the lease ${place}${LEASE} within ten minutes`
  if (found?.record.state !== 'taken') {
    return new Failure(what, { why: 'it is free, but the store is busy with other writings', hint: 'Run again later.' })
  }
  return new Failure(what, {
    why: `${nameOf(found.record)} has it, ${renewed(found)}`,
    hint: 'Wait until that run is over, or cancel it, then run again.',
  })
}

function renewed({ age }: SeenLease): string {
  return `last renewed ${Math.round(age / 1000)} s ago`
}

// The lease is no longer ours, and how people are told.

import { Failure } from './failure.ts'
import { LEASE, nameOf, type SeenLease } from './lease-record.ts'
import { LOST_AFTER } from './lease-times.ts'
import { seconds } from './printable.ts'

/** Whoever lost its lease writes nothing any more, neither to go on nor to put things back. */
export class LeaseLost extends Failure {
  constructor(why: string, next: string, cause?: unknown) {
    super('Could not go on', { why, hint: `Nothing was written since; ${next}, then run again.`, cause })
    this.name = 'LeaseLost'
  }
}

/** Somebody else has it, or had it since, or it was deleted. */
export function lostTo(seen: SeenLease | undefined, place: string): LeaseLost {
  if (seen === undefined) return new LeaseLost(`the lease ${place}${LEASE} is gone`, 'ask who deleted it')
  return new LeaseLost(`another run took over the lease, ${nameOf(seen.record)}`, 'look at that run')
}

/** The store took no renewal for so long that somebody else may soon take the lease over. */
export function lostInSilence(place: string, trouble: unknown): LeaseLost {
  const last = trouble === undefined ? '' : ` (${reasonOf(trouble)})`
  const why = `the lease ${place}${LEASE} was not renewed for ${seconds(LOST_AFTER)}${last}`
  return new LeaseLost(why, 'look whether another run went on instead', trouble)
}

/** Why something failed, as a part of a sentence. */
export function reasonOf(error: unknown): string {
  if (error instanceof Failure && error.why !== '') return error.why
  return error instanceof Error ? error.message : String(error)
}

// Writes under a condition, and asks what is there when S3 refuses it.

import type { Clock } from './clock.ts'
import { ConditionRefused } from './objects.ts'

/** Times that a write is tried while another one to the same key is under way. */
const ATTEMPTS = 6
const CONFLICT = 409

export interface Conditional<Answer> {
  readonly write: () => Promise<Answer>
  /** The answer, where what is there is what was to be written; undefined where it is not. */
  readonly lookUp: () => Promise<Answer | undefined>
  /** What it means that it is neither written nor there. */
  readonly refusal: (error: ConditionRefused) => Error
}

export interface Insisting {
  readonly clock: Clock
  /** Fails where the lease is somebody else's by now. */
  readonly verifyLease: () => Promise<void>
}

/**
 * A refused condition never means that there is nothing to do: the lease may be lost, it may be our own write whose
 * answer was lost, a write by somebody else, or one that is still under way.
 */
export async function insist<Answer>(
  conditional: Conditional<Answer>,
  insisting: Insisting,
  attempt = 1,
): Promise<Answer> {
  try {
    return await conditional.write()
  } catch (error) {
    if (!(error instanceof ConditionRefused)) throw error
    await insisting.verifyLease()
    const there = await conditional.lookUp()
    if (there !== undefined) return there
    if (error.status !== CONFLICT || attempt === ATTEMPTS) throw conditional.refusal(error)
    await insisting.clock.sleep(100 * 2 ** attempt)
    return await insist(conditional, insisting, attempt + 1)
  }
}

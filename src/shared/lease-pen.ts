// Writes the lease. A refused condition is a question: the lease itself tells whether an answer of ours got lost.

import { randomUUID } from 'node:crypto'
import type { Clock } from './clock.ts'
import { bodyOf, LEASE, type LeaseRecord, readLease, type SeenLease } from './lease-record.ts'
import { type Condition, ConditionRefused, type ObjectStore } from './objects.ts'

/** The lease as this process sent it, at that time by its monotonic clock. */
export interface Ours extends SeenLease {
  readonly sent: number
}

/** The lease, whoever wrote it: `sent` is undefined where somebody else did. */
export interface Found extends SeenLease {
  readonly sent: number | undefined
}

export interface Pen {
  look(): Promise<Found | undefined>
  /** Answers what lies there now: this writing, an earlier one of ours, or somebody else's. */
  write(content: Omit<LeaseRecord, 'nonce'>, condition: Condition): Promise<Found | undefined>
}

/** The pen of one process: it knows again whatever it wrote. */
export function leasePen(store: ObjectStore, clock: Clock): Pen {
  const sendings = new Map<string, number>()

  async function look(): Promise<Found | undefined> {
    const seen = await readLease(store)
    return seen && { ...seen, sent: sendings.get(seen.record.nonce) }
  }

  return {
    look,
    async write(content, condition) {
      const record = { ...content, nonce: randomUUID() }
      const sent = clock.monotonic()
      sendings.set(record.nonce, sent)
      try {
        return { record, etag: await store.put(LEASE, bodyOf(record), condition), age: 0, sent }
      } catch (error) {
        const found = await look()
        if (error instanceof ConditionRefused || found?.record.nonce === record.nonce) return found
        throw error
      }
    },
  }
}

export function isOurs(found: Found | undefined): found is Ours {
  return found?.sent !== undefined
}

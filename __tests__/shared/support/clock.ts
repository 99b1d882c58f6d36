// A clock that stands still until somebody sleeps on it.

import type { Clock } from '../../../src/shared/clock.ts'

export interface FakeClock extends Clock {
  /** Every sleep that was asked for, in order, in milliseconds. */
  readonly slept: readonly number[]
  /** Lets time pass without a sleep. */
  advance(milliseconds: number): void
}

/** Sleeping returns at once, and time has passed; where the signal is aborted already, it fails. */
export function fakeClock(start = 0): FakeClock {
  const slept: number[] = []
  let now = start
  return {
    slept,
    monotonic: () => now,
    advance: (milliseconds) => {
      now += milliseconds
    },
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted()
      slept.push(milliseconds)
      now += milliseconds
    },
  }
}

// A clock that a test drives: sleepers wake when their time has come, one after the other.

import { setImmediate as turn } from 'node:timers/promises'
import type { Clock } from '../../../src/shared/clock.ts'

export interface DrivenClock extends Clock {
  /** Lets so much time pass. All that follows from one waking happens before the next. */
  pass(milliseconds: number): Promise<void>
  /** So much time has passed, and nobody could do anything meanwhile. */
  jump(milliseconds: number): void
  /** How many sleep. */
  sleepers(): number
}

interface Sleeper {
  readonly due: number
  wake(): void
}

export function drivenClock(start = 0): DrivenClock {
  const sleepers = new Set<Sleeper>()
  let now = start

  function nextBefore(end: number): Sleeper | undefined {
    const [first] = [...sleepers].filter(({ due }) => due <= end).sort((one, other) => one.due - other.due)
    return first
  }

  return {
    monotonic: () => now,
    sleepers: () => sleepers.size,
    jump(milliseconds) {
      now += milliseconds
    },
    async pass(milliseconds) {
      const end = now + milliseconds
      await turn()
      for (let next = nextBefore(end); next !== undefined; next = nextBefore(end)) {
        now = Math.max(now, next.due)
        next.wake()
        await turn()
      }
      now = end
    },
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted()
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const sleeper = { due: now + milliseconds, wake: resolve }
      const abort = () => reject(signal?.reason)
      sleepers.add(sleeper)
      signal?.addEventListener('abort', abort)
      try {
        await promise
      } finally {
        sleepers.delete(sleeper)
        signal?.removeEventListener('abort', abort)
      }
    },
  }
}

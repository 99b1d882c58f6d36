// Time of a story and of Local AWS together: whoever sleeps in the story lets both pass, and who sleeps beside it wakes.

import { setTimeout as really, setImmediate as turn } from 'node:timers/promises'
import type { Clock } from '../../../src/shared/clock.ts'

export interface PassingClock {
  /** Sleeping lets the time pass at once. */
  readonly story: Clock
  /** Sleeps along: woken when its time has come. */
  readonly beside: Clock
}

interface Sleeper {
  readonly due: number
  wake(): void
}

/** @param advance lets Local AWS grow older by so many milliseconds */
export function passingClock(advance: (milliseconds: number) => void): PassingClock {
  const sleepers = new Set<Sleeper>()
  let now = 0

  function move(to: number): void {
    if (to <= now) return
    advance(to - now)
    now = to
  }

  function nextBefore(end: number): Sleeper | undefined {
    const [first] = [...sleepers].filter(({ due }) => due <= end).sort((one, other) => one.due - other.due)
    return first
  }

  /** Who was woken has its requests answered, and sleeps again or is through. */
  async function settled(sleeping: number): Promise<void> {
    for (let look = 0; look < 200 && sleepers.size < sleeping; look += 1) await really(1)
    await turn()
  }

  async function pass(milliseconds: number): Promise<void> {
    const end = now + milliseconds
    for (let next = nextBefore(end); next !== undefined; next = nextBefore(end)) {
      const sleeping = sleepers.size
      move(next.due)
      sleepers.delete(next)
      next.wake()
      await settled(sleeping)
    }
    move(end)
  }

  const monotonic = () => now
  return {
    story: {
      monotonic,
      async sleep(milliseconds, signal) {
        signal?.throwIfAborted()
        await pass(milliseconds)
        signal?.throwIfAborted()
      },
    },
    beside: {
      monotonic,
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
    },
  }
}

// One time for all: that of Local AWS. Sleepers wake when a test says so, and time passes until they should.

import type { LocalAws } from '../../../local/index.ts'
import type { Clock } from '../../../src/shared/clock.ts'

export interface Sleeper {
  /** By the clock of Local AWS. */
  readonly due: number
  /** Lets time pass until it is due, if it is not yet, and wakes it. */
  wake(): void
}

/** Somebody's clock, and who sleeps by it. */
export interface OwnTime {
  readonly clock: Clock
  /** The first that is due. */
  next(): Sleeper | undefined
}

/** A clock that began to count at another time than those of others. */
export function ownTime(aws: LocalAws, offset: number): OwnTime {
  const sleepers = new Set<Sleeper>()
  const begun = aws.clock.now()
  return {
    next: () => [...sleepers].sort((one, other) => one.due - other.due)[0],
    clock: {
      monotonic: () => aws.clock.now() - begun + offset,
      async sleep(milliseconds, signal) {
        signal?.throwIfAborted()
        const { promise, resolve, reject } = Promise.withResolvers<void>()
        const due = aws.clock.now() + milliseconds
        const wake = (): void => {
          aws.clock.advance(Math.max(due - aws.clock.now(), 0))
          resolve()
        }
        const abort = (): void => reject(signal?.reason)
        const sleeper = { due, wake }
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

import { setTimeout as wait } from 'node:timers/promises'

/** Time as the stories see it, so that tests can drive it. */
export interface Clock {
  /** Milliseconds that only ever grow. */
  monotonic(): number
  /** Waits so many milliseconds, or fails with the signal's reason as soon as it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

export const realClock: Clock = {
  monotonic: () => performance.now(),
  async sleep(milliseconds, signal) {
    try {
      await wait(milliseconds, undefined, { signal })
    } catch (error) {
      throw signal?.reason ?? error
    }
  },
}

// The gate that every request passes: once it is shut, what is under way is aborted and nothing new begins.

import type { Clock } from './clock.ts'

export interface Gate {
  /** Aborted with the reason when the gate shuts. */
  readonly signal: AbortSignal
  /** @throws what shut it */
  pass(): void
  /** For good; the first reason stays. */
  shut(reason: Error): void
  /** Looks at every pass whether there is a reason to shut; the answer ends that. */
  watch(look: () => Error | undefined): () => void
}

export function openGate(): Gate {
  const controller = new AbortController()
  const watches = new Set<() => Error | undefined>()
  const shut = (reason: Error): void => controller.abort(reason)
  return {
    signal: controller.signal,
    shut,
    pass() {
      for (const look of watches) {
        const reason = look()
        if (reason !== undefined) shut(reason)
      }
      controller.signal.throwIfAborted()
    },
    watch(look) {
      watches.add(look)
      return () => {
        watches.delete(look)
      }
    },
  }
}

/** A clock whose sleepers wake when the gate shuts: nobody waits for what will not happen. */
export function gatedClock(clock: Clock, { signal }: Gate): Clock {
  return {
    monotonic: () => clock.monotonic(),
    sleep: (milliseconds, other) => clock.sleep(milliseconds, other ? AbortSignal.any([signal, other]) : signal),
  }
}

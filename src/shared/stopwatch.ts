// The phases of a run: each one a group in the log, with the time it took.

import type { Clock } from './clock.ts'
import type { Log } from './log.ts'

export interface Phase {
  readonly name: string
  readonly milliseconds: number
}

export interface Stopwatch {
  readonly phases: readonly Phase[]
  /** Does the work inside a group of that name. */
  phase<Result>(name: string, work: () => Promise<Result>): Promise<Result>
}

export function stopwatch(clock: Clock, log: Log): Stopwatch {
  const phases: Phase[] = []
  return {
    phases,
    async phase(name, work) {
      const started = clock.monotonic()
      try {
        return await log.group(name, work)
      } finally {
        phases.push({ name, milliseconds: clock.monotonic() - started })
      }
    },
  }
}

// Time that passes faster for Local AWS and for a process that talks to it, so that minutes of waiting can be watched.

import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { LocalAws } from './index.ts'

export interface TimeLapse {
  /** To be added to the environment of the process. */
  readonly env: Readonly<Record<string, string>>
  end(): void
}

/** Milliseconds of real time from one step of the clock of Local AWS to the next. */
const STEP = 20

/** Timers and clock of the process that is given `env` run so many times as fast, and so does the clock of Local AWS. */
export function timeLapse(aws: LocalAws, factor: number): TimeLapse {
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    aws.clock.advance((now - last) * (factor - 1))
    last = now
  }, STEP)
  const preload = pathToFileURL(resolve(import.meta.dirname, 'time-lapse-preload.ts')).href
  return {
    env: { NODE_OPTIONS: `--import=${preload}`, TIME_LAPSE: String(factor) },
    end: () => clearInterval(timer),
  }
}

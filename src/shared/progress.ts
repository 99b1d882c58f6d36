// Progress that reads well in a CI log: few lines, each with count, bytes and the seconds that are left.

import type { Clock } from './clock.ts'
import { bytes, counted, seconds } from './printable.ts'

export interface Progress {
  /** One more is done. */
  advance(bytesDone: number): void
}

export interface ProgressOf {
  readonly verb: string
  readonly items: number
  /** 0 where the work is not about bytes. */
  readonly bytes: number
}

/** Reports through `print` at most every `interval` milliseconds; work that is over sooner prints nothing. */
export function progressOf(total: ProgressOf, clock: Clock, print: (line: string) => void, interval = 5000): Progress {
  const started = clock.monotonic()
  let printed = started
  let items = 0
  let done = 0
  return {
    advance(bytesDone) {
      items += 1
      done += bytesDone
      const now = clock.monotonic()
      if (now - printed < interval || items === total.items) return
      printed = now
      print(line(total, items, done, now - started))
    },
  }
}

function line(total: ProgressOf, items: number, done: number, elapsed: number): string {
  const share = total.bytes > 0 ? done / total.bytes : items / total.items
  const left = share > 0 ? `, about ${seconds((elapsed * (1 - share)) / share)} left` : ''
  const size = total.bytes > 0 ? ` (${bytes(done)} of ${bytes(total.bytes)})` : ''
  return `${total.verb} ${items} of ${counted(total.items, 'file')}${size}${left}`
}

import type { World } from './model.ts'

/** Milliseconds between two lines. */
const SILENT_FOR = 5000

/** Says a line in the log, unless another one was said a moment ago. */
export function sparing({ clock, log }: World): (line: () => string) => void {
  let told = Number.NEGATIVE_INFINITY
  return (line) => {
    if (clock.monotonic() - told < SILENT_FOR) return
    told = clock.monotonic()
    log.info(line())
  }
}

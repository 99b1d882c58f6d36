// A log that remembers, so that a test can read what people would.

import type { Log } from '../../../src/shared/log.ts'

export interface RecordingLog extends Log {
  /** Everything that was told, as `info: …`, `notice: …`, `warning: …`, `debug: …`, `group: …`. */
  readonly lines: readonly string[]
  /** The messages of one kind. */
  told(kind: 'info' | 'notice' | 'warning' | 'debug' | 'group'): readonly string[]
}

export function recordingLog(): RecordingLog {
  const lines: string[] = []
  const record = (kind: string) => (message: string) => {
    lines.push(`${kind}: ${message}`)
  }
  return {
    lines,
    told: (kind) =>
      lines.flatMap((line) => (line.startsWith(`${kind}: `) ? [line.slice(kind.length + ': '.length)] : [])),
    group: async (title, work) => {
      record('group')(title)
      return await work()
    },
    info: record('info'),
    notice: record('notice'),
    warning: record('warning'),
    debug: record('debug'),
  }
}

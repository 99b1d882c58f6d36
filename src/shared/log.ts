// The log of a run as people read it on GitHub.

import * as core from '@actions/core'
import { printable } from './printable.ts'

export interface Log {
  /** Folds what the work prints under one heading. */
  group<Result>(title: string, work: () => Promise<Result>): Promise<Result>
  info(line: string): void
  /** An annotation that asks for nothing. */
  notice(message: string): void
  /** An annotation for something that a person should look at. */
  warning(message: string): void
  /** Seen only when the run is repeated with debug logging. */
  debug(line: string): void
}

/** The same log; whatever it warns of is put down too. */
export function notingWarnings(log: Log, warnings: string[]): Log {
  const warning = (message: string): void => {
    warnings.push(message)
    log.warning(message)
  }
  return { ...log, warning }
}

/** Writes GitHub's workflow commands to standard output. */
export const runnerLog: Log = {
  group: (title, work) => core.group(printable(title), work),
  info: (line) => core.info(printable(line)),
  notice: (message) => core.notice(printable(message)),
  warning: (message) => core.warning(printable(message)),
  debug: (line) => core.debug(printable(line)),
}

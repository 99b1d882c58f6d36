// Owns the only try/catch and the only place where a run is failed.

import * as core from '@actions/core'
import { PartialFailure } from './parallel.ts'
import { printable } from './printable.ts'

/** Runs an action's story; whatever it throws fails the run with every cause that people can act on. */
export async function runAction(story: () => Promise<void>): Promise<void> {
  try {
    await story()
  } catch (error) {
    core.setFailed(messagesOf(error).map(printable).join('\n'))
    core.debug(error instanceof Error ? `${error.stack}` : String(error))
  }
}

/** The messages of an error, one per line: an error that collects others speaks through them. */
export function messagesOf(error: unknown): string[] {
  if (error instanceof PartialFailure) return error.failures.flatMap(messagesOf)
  if (error instanceof AggregateError) return error.errors.flatMap(messagesOf)
  return [error instanceof Error ? error.message : String(error)]
}

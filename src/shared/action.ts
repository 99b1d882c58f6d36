// Owns the only try/catch and the only place where a run is failed.

import { inspect } from 'node:util'
import * as core from '@actions/core'
import { Failure } from './failure.ts'
import { leavesOf } from './leaves.ts'
import { printable } from './printable.ts'

/** Runs an action's story; whatever it throws fails the run with every cause that people can act on. */
export async function runAction(story: () => Promise<void>): Promise<void> {
  try {
    await story()
  } catch (error) {
    core.setFailed(messagesOf(error).map(printable).join('\n'))
    core.debug(inspect(error, { depth: 8 }))
  }
}

/**
 * The messages of an error, one per line: an error that collects others speaks through them. A cause that hit several
 * things is told in full for the first of them; the others are named.
 */
export function messagesOf(error: unknown): string[] {
  const told = new Set<string>()
  return leavesOf(error).map((leaf) => {
    if (!(leaf instanceof Failure)) return leaf instanceof Error ? leaf.message : String(leaf)
    const cause = leaf.why + leaf.hint
    const again = cause !== '' && told.has(cause)
    told.add(cause)
    return again ? `${leaf.what}: the same.` : leaf.message
  })
}

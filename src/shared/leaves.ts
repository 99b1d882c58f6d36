// The single errors in one that collects others.

import { Failure } from './failure.ts'
import { PartialFailure } from './parallel.ts'

/** The errors that an error collects, all the way down; one that several things met is told once. */
export function leavesOf(error: unknown): unknown[] {
  if (error instanceof PartialFailure) return unique([...error.failures.flatMap(leavesOf), ...untriedIn(error)])
  return error instanceof AggregateError ? unique(error.errors.flatMap(leavesOf)) : [error]
}

function untriedIn({ untried }: PartialFailure): Failure[] {
  return untried === 0 ? [] : [new Failure(`${untried} more were not tried`)]
}

function unique(errors: readonly unknown[]): unknown[] {
  return [...new Set(errors)]
}

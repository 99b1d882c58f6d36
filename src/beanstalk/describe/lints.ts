// What will not work in a bundle, or probably not as meant, and what to do about it: told before anything is uploaded.

import { Failure } from '../../shared/failure.ts'
import type { Bundle, Lint, Lintable, Surroundings } from '../bundle-model.ts'
import { cronLints } from './lints/cron.ts'
import { hookLints } from './lints/hooks.ts'
import { leakLints } from './lints/leaks.ts'
import { lineEndLints } from './lints/line-ends.ts'
import { danglingLints } from './lints/links.ts'
import { nativeLints } from './lints/natives.ts'
import { startLints } from './lints/start.ts'
import { startedLints } from './lints/started.ts'

const all: readonly ((bundle: Lintable) => readonly Lint[])[] = [
  startLints,
  startedLints,
  nativeLints,
  hookLints,
  lineEndLints,
  cronLints,
  danglingLints,
  leakLints,
]

/** The more is known of the environment, the more can be told. */
export function lintsOf(
  bundle: Pick<Bundle, keyof Lintable & keyof Bundle>,
  surroundings: Surroundings = {},
): readonly Lint[] {
  return all.flatMap((lints) => lints({ ...bundle, surroundings }))
}

/** @throws {AggregateError} of {@link Failure}, one for each error. */
export function refuseErrors(lints: readonly Lint[]): void {
  const errors = lints.filter(({ level }) => level === 'error')
  if (errors.length > 0) throw new AggregateError(errors.map(failureOf))
}

/** The sentence of a lint: *what: why. cure.* */
export function sentenceOf(lint: Lint): string {
  return failureOf(lint).message
}

function failureOf({ what, why, cure }: Lint): Failure {
  return new Failure(what, { why, hint: cure })
}

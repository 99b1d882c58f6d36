// Looks at everything, and again at what is not right yet, until all of it is right or the time is over.

import { parallel } from '../../shared/parallel.ts'
import { counted } from '../../shared/printable.ts'
import type { Check, Judgement, Right, Seen, World, Wrong } from './model.ts'

/** How to look, and what follows from it. */
export interface Looking {
  look(check: Check, end: number): Promise<Judgement>
  /** What is to be looked at because of these; each address once. */
  next(right: readonly Seen<Right>[]): readonly Check[]
  /** What is not right and is excused goes here. */
  excuse(seen: Seen): void
  /** Says the line, unless something was said a moment ago. */
  tell(line: () => string): void
}

/** Milliseconds between two rounds, the first and the longest. */
const FIRST_PAUSE = 1000
const LONGEST_PAUSE = 5000

/** Milliseconds for what nobody could look at: longer than edges keep an error where nothing else is set. */
const PATIENCE = 20_000

/** And where a minute will change nothing about it. */
const LEAST_PATIENCE = 3000

const AT_ONCE = 16

/**
 * Answers what is not right at the end. What was right once is not looked at again; and where nothing is wrong, but
 * something could not be looked at, a minute of waiting helps nobody.
 */
export async function lookUntilRight(
  first: readonly Check[],
  looking: Looking,
  end: number,
  { clock }: World,
): Promise<readonly Seen[]> {
  const started = clock.monotonic()
  let open = await lookThrough(first, looking, end)
  for (const pause of pauses()) {
    const over = open.some(isWrong) ? end : Math.min(end, started + patienceFor(open))
    if (open.length === 0 || over - clock.monotonic() <= pause) break
    looking.tell(() => progressLine(open))
    await clock.sleep(pause)
    const again = open.map(({ check }) => check)
    open = await lookThrough(again, looking, end)
  }
  return open
}

function patienceFor(open: readonly Seen[]): number {
  const isLasting = ({ judgement }: Seen): boolean => judgement.verdict === 'unseen' && judgement.isLasting === true
  return open.every(isLasting) ? LEAST_PATIENCE : PATIENCE
}

/** Level by level: what a level names is looked at when all of it has been. */
export async function lookThrough(checks: readonly Check[], looking: Looking, end: number): Promise<readonly Seen[]> {
  const open: Seen[] = []
  for (let level = checks; level.length > 0; ) {
    const seen = await parallel(level, AT_ONCE, async (check) => ({ check, judgement: await looking.look(check, end) }))
    for (const one of seen) {
      if (isRight(one)) continue
      if (one.check.excused) looking.excuse(one)
      else open.push(one)
    }
    level = looking.next(seen.filter(isRight))
  }
  return open
}

function isRight(seen: Seen): seen is Seen<Right> {
  return seen.judgement.verdict === 'right'
}

export function isWrong(seen: Seen): seen is Seen<Wrong> {
  return seen.judgement.verdict === 'wrong'
}

function* pauses(): Generator<number> {
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE)) yield pause
}

function progressLine(open: readonly Seen[]): string {
  const [first] = open
  const sentence = first === undefined || first.judgement.verdict === 'right' ? '' : first.judgement.sentence
  return `${counted(open.length, 'address is', 'addresses are')} not right yet, looking again. ${sentence}`
}

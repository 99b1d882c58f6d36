// Before anything is called wrong, exactly that is looked at once more.

import type { Check, Seen, Unseen, World, Wrong } from './model.ts'
import { isWrong, type Looking, lookThrough } from './rounds.ts'

/** The last look: when it begins and when it ends, on the clock, and at what address a wall would show itself. */
export interface LastLook {
  readonly begin: number
  readonly end: number
  readonly entry: string
  hasWall(): Promise<boolean>
}

/** Answers what is not right even then; what only turned out wrong on the way is not called so. */
export async function confirmed(
  open: readonly Seen[],
  looking: Looking,
  last: LastLook,
  { clock }: World,
): Promise<readonly Seen[]> {
  const suspects = open.filter(isWrong).map(({ check }) => check)
  if (suspects.length === 0) return open
  await clock.sleep(Math.max(0, last.begin - clock.monotonic()))
  const seen = await lookThrough(suspects, looking, last.end)
  const twice = seen.map((one) => (isWrong(one) && !suspects.includes(one.check) ? doubted(one, once) : one))
  return [...open.filter((one) => !isWrong(one)), ...(await unlessWalled(twice, last))]
}

/** What is wrong beside the entry proves nothing where the entry itself is refused by now. */
async function unlessWalled(seen: readonly Seen[], { entry, hasWall }: LastLook): Promise<readonly Seen[]> {
  const isFile = (one: Seen): one is Seen<Wrong> => isWrong(one) && one.check.address !== entry
  if (!seen.some(isFile) || !(await hasWall())) return seen
  return seen.map((one) => (isFile(one) ? doubted(one, wall) : one))
}

const once = 'It was seen only once, when the time was over: look at it by hand.'
const wall =
  'By now the page that refers to it is refused as well, so something turns us away, such as a firewall that counts requests.'

function doubted(
  { check, judgement }: Seen<Wrong>,
  why: string,
): { readonly check: Check; readonly judgement: Unseen } {
  return { check, judgement: { verdict: 'unseen', sentence: `${judgement.sentence} ${why}` } }
}

// A version that failed is taken back: once, to what ran right before, and proven.

import { Failure } from '../shared/failure.ts'
import { couldNot } from './describe/undertaking.ts'
import type { Environment, Wanted } from './model.ts'
import { changed } from './plan/history.ts'
import { behind } from './plan/shortfall.ts'
import type { Aim } from './plan/verdict.ts'
import { eventReader } from './read/events.ts'
import { untilReady } from './read/ready.ts'
import { noteEnvironment } from './telling.ts'
import { type Begun, beginUpdate } from './updating.ts'
import { type Verdict, watchOver } from './watching.ts'
import { type Writing, writeOrWarn } from './writing.ts'

type Failed = Extract<Verdict, { kind: 'failed' }>

export interface Attempt {
  readonly begun: Begun
  /** Number of its entry in the history. */
  readonly sequence: number
  readonly wanted: Wanted
}

/** @throws {Failure} always: what was tried has failed, and what became of the environment belongs into the same sentence. */
export async function takeBack(verdict: Failed, attempt: Attempt, given: Writing): Promise<never> {
  const { world, account, inputs } = given
  const { log, clock } = world
  log.info(`${attempt.wanted.label} has failed: ${verdict.why}`)
  // The return has a bound of its own, of the same length; waiting for an update that was aborted is part of it.
  const bound = Math.min(clock.monotonic(), given.bound) + inputs.timeout
  const writing = { ...given, bound }
  const what = couldNot(inputs, attempt.wanted.label)
  try {
    const stays = whyItStays(verdict, attempt, writing) ?? (await returned(attempt, writing))
    if (stays === undefined) account.isRolledBack = true
    throw new Failure(what, { why: verdict.why, hint: stays ?? `${attempt.begun.before.label} is live again.` })
  } catch (error) {
    if (error instanceof Failure && error.what === what) throw error
    throw both(what, verdict, error)
  } finally {
    await recordFailed(attempt, writing)
  }
}

function both(what: string, { why }: Failed, error: unknown): Error {
  return new AggregateError([new Failure(what, { why, hint: 'It could not be taken back, either.' }), error])
}

/** Reasons that are known without looking. */
function whyItStays({ isWorse }: Failed, { begun, wanted }: Attempt, { inputs }: Writing): string | undefined {
  const { label } = begun.before
  if (inputs.onFailure === 'stop') {
    return `It was left as it is: \`on-failure: stop\`. To go back: \`mode: rollback\` with \`version-label: ${label}\`.`
  }
  if (!isWorse)
    return 'It was left as it is: nothing shows that it is worse than before. Run again when AWS is through.'
  if (label === '' || label === wanted.label)
    return 'There is no other version that it ran before; deploy one that works.'
  return undefined
}

/** Undefined where the environment is proven to be back; else why not. */
async function returned(attempt: Attempt, writing: Writing): Promise<string | undefined> {
  const { account } = writing
  return await account.watch.phase('Return', async () => {
    const environment = await untilReady(writing.inputs.environment, writing.bound, writing.world)
    const { label } = attempt.begun.before
    if (environment.label !== label && environment.label !== attempt.wanted.label) {
      return `It was left as it is: somebody else has put ${environment.label} there meanwhile.`
    }
    const begun = (await isBack(environment, label, writing)) ? undefined : await beginReturn(attempt, writing)
    const verdict = await watchOver(...(await returnAim(attempt, begun, writing)), writing)
    return verdict.kind === 'succeeded' ? undefined : `Nor could ${label} be proven to be live again: ${verdict.why}.`
  })
}

/** AWS may have put it back by itself; where no instance can be seen, nothing proves that. */
async function isBack(environment: Environment, label: string, { world, account }: Writing): Promise<boolean> {
  const fleet = await world.beanstalk.fleet(environment)
  noteEnvironment(account, environment, fleet, world.clock.monotonic())
  const isThere = environment.label === label && fleet !== undefined && behind(fleet, label) === undefined
  if (isThere) world.log.info(`AWS has put ${label} back; its health is looked at`)
  return isThere
}

/** Whether that version still exists AWS tells by taking the update, or not: a list may leave out what we may not see. */
async function beginReturn({ begun: { before } }: Attempt, writing: Writing): Promise<Begun> {
  writing.world.log.info(`Taking it back to ${before.label}`)
  return await beginUpdate(before.label, writing, async () => undefined)
}

/** No better than it was before, and its web is not looked at: that was not its to prove. */
async function returnAim(
  { begun: { before }, wanted }: Attempt,
  back: Begun | undefined,
  { inputs, world, bound }: Writing,
): Promise<[Aim, Begun['events']]> {
  const events = back?.events ?? (await eventReader(world.beanstalk))
  const request = back?.request ?? ''
  const aim: Aim = {
    label: before.label,
    before: { ...before, label: wanted.label },
    request,
    least: before.color,
    looksAtWeb: false,
    bound,
    grace: 0,
  }
  world.log.info(`Waiting for ${inputs.environment} to be as it was`)
  return [aim, events]
}

async function recordFailed({ sequence }: Attempt, { book, world }: Writing): Promise<void> {
  const ended = new Date(world.now()).toISOString()
  await writeOrWarn(changed(book.history(), sequence, { state: 'failed', ended }), book, world)
}

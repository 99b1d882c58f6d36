// What happens under the lease once it is known what to deploy: record it as begun, update, watch, record the end.

import { Failure } from '../shared/failure.ts'
import type { Hold } from '../shared/hold.ts'
import { ageOf } from '../shared/printable.ts'
import type { Provenance } from '../shared/provenance.ts'
import type { Before, Entry, Wanted } from './model.ts'
import { isRelaxed, leastHealth } from './plan/health.ts'
import { changed, openEntry, withEntry } from './plan/history.ts'
import type { Aim } from './plan/verdict.ts'
import { type Begun, beginUpdate } from './updating.ts'
import { type Verdict, watchOver } from './watching.ts'
import { takeBack } from './way-back.ts'
import { type Writing, writeOrWarn } from './writing.ts'

/** What a deploy, or a rollback, goes live with. */
export interface Intent {
  readonly wanted: Wanted
  readonly provenance: Provenance
  /** The entry that is gone back to; undefined for a deploy. */
  readonly restores: number | undefined
  /** What is set when it has come out well; undefined leaves the hold as it is. */
  readonly hold: Hold | undefined
}

export async function goLive(intent: Intent, writing: Writing): Promise<void> {
  const { world, account } = writing
  let sequence = 0
  try {
    const begun = await account.watch.phase('Update', () =>
      beginUpdate(intent.wanted.label, writing, async (before) => {
        sequence = await recordBegun(sequence, before, intent, writing)
      }),
    )
    await change(sequence, { request: begun.request }, writing)
    const verdict = await account.watch.phase('Verdict', () => judged(begun, intent, writing))
    if (verdict.kind === 'failed') await takeBack(verdict, { begun, sequence, wanted: intent.wanted }, writing)
    await recordDeployed(sequence, intent, writing)
    world.log.info(`${writing.inputs.environment} runs ${intent.wanted.label}`)
  } catch (error) {
    // Who could not look any more does not know how it ends: the entry stays open, and the next run settles it.
    const isUnknown = account.isChanged && openEntry(writing.book.history())?.sequence === sequence
    if (world.gate.signal.aborted || isUnknown) throw cutShort(error, intent, writing)
    await recordEnd(sequence, writing)
    throw error
  }
}

/** A deploy that came to nothing is no open one. */
async function recordEnd(sequence: number, { book, world }: Writing): Promise<void> {
  const open = book.history().entries.find((entry) => entry.sequence === sequence && entry.state === 'begun')
  if (open === undefined) return
  const ended = new Date(world.now()).toISOString()
  await writeOrWarn(changed(book.history(), sequence, { state: 'failed', ended }), book, world)
}

/** Anew each time that the environment has to be waited for: the version before may be another one by then. */
async function recordBegun(sequence: number, before: Before, intent: Intent, writing: Writing): Promise<number> {
  const { book, world } = writing
  if (sequence > 0) {
    await change(sequence, { before: before.label }, writing)
    return sequence
  }
  const { label, identity, archive } = intent.wanted
  const entry: Omit<Entry, 'sequence'> = {
    provenance: intent.provenance,
    state: 'begun',
    label,
    identity,
    archive,
    before: before.label,
    request: '',
    restores: intent.restores,
    began: now(writing),
    ended: '',
  }
  await book.write(withEntry(book.history(), entry))
  world.log.info(`Recorded as begun: ${before.label || 'nothing'} → ${label}`)
  return book.history().entries.at(-1)?.sequence ?? 0
}

async function judged(begun: Begun, { wanted }: Intent, writing: Writing): Promise<Verdict> {
  const { inputs, world, bound } = writing
  const { before, request, events } = begun
  const least = leastHealth(inputs.minHealth, before.color)
  if (isRelaxed(inputs.minHealth, before.color)) {
    world.log.warning(
      `${inputs.environment} was ${before.color} before the update, so no more than that is asked of the new version (\`min-health: ${inputs.minHealth}\`).`,
    )
  }
  const looksAtWeb = inputs.verifyUrl !== ''
  const aim: Aim = { label: wanted.label, before, request, least, looksAtWeb, bound, grace: inputs.timeout }
  world.log.info(`Waiting for at most ${ageOf(Math.max(0, bound - world.clock.monotonic()))}`)
  const verdict = await watchOver(aim, events, writing)
  if (verdict.kind === 'succeeded') tellUnseen(verdict.unseen, writing)
  return verdict
}

function tellUnseen(unseen: 'nothing' | 'instances' | 'health', { inputs, world }: Writing): void {
  if (unseen === 'instances') {
    world.log.notice(`${inputs.environment} has basic health: that its instances run the version is not proven.`)
  }
  if (unseen === 'health') {
    world.log.warning(
      `${inputs.environment} is scaled to zero: it has the version, but neither health nor web could be looked at.`,
    )
  }
}

async function recordDeployed(sequence: number, { hold }: Intent, writing: Writing): Promise<void> {
  const { book, world } = writing
  const ended = { state: 'deployed', ended: now(writing) } as const
  const history = changed(book.history(), sequence, ended)
  // A rollback without its hold would be undone by the next deploy.
  if (hold !== undefined) await book.write({ ...history, hold })
  else await writeOrWarn(history, book, world)
}

async function change(sequence: number, given: Partial<Entry>, { book }: Writing): Promise<void> {
  await book.write(changed(book.history(), sequence, given))
}

function now({ world }: Writing): string {
  return new Date(world.now()).toISOString()
}

/** Nothing is written any more, and AWS goes on with what was begun. */
function cutShort(error: unknown, { wanted }: Intent, { inputs, account, book }: Writing): Error {
  if (!account.isChanged) return withFailure(error, `${inputs.environment} was not touched`, 'Run again.')
  const { request, state } = book.history().entries.at(-1) ?? { request: '', state: 'begun' }
  const next = 'The next run takes over: it waits until AWS is through, and settles what has become of it.'
  if (state === 'failed')
    return withFailure(error, `AWS goes on with what was begun to take ${wanted.label} back`, next)
  const unless = request === '' ? ', if it has taken the update' : ''
  return withFailure(error, `AWS goes on updating ${inputs.environment} to ${wanted.label}${unless}`, next)
}

function withFailure(error: unknown, what: string, hint: string): Error {
  return new AggregateError([error, new Failure(what, { hint })])
}

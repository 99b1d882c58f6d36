// Everything that is written is written under the lease, and on a server that honours conditions.

import { Failure } from '../shared/failure.ts'
import { type Lease, underLease } from '../shared/lease.ts'
import type { History } from './model.ts'
import type { Storage, World } from './ports.ts'
import { type Book, openBook } from './publish/book.ts'
import { readRecorded } from './read/history.ts'
import type { ApiInputs } from './read/inputs.ts'
import type { Account } from './report/account.ts'

/** What is done under the lease has the history as it lies there by then. */
export interface Writing {
  readonly inputs: ApiInputs
  readonly world: World
  readonly account: Account
  readonly storage: Storage
  readonly book: Book
  /** When waiting ends, by the clock of the run. */
  readonly bound: number
}

type Means = Omit<Writing, 'book' | 'bound'>

/** Takes the lease for the work, and completes the history whatever comes of it. */
export async function whileLeased(means: Means, work: (writing: Writing) => Promise<void>): Promise<void> {
  const { storage, world } = means
  const { state, leasing } = storage
  if (!(await state.hasConditions())) {
    throw new Failure(`Could not write to ${state.place}`, {
      why: 'this S3 server ignores conditional writes, so two deploys could overwrite each other',
      hint: 'Nothing was changed. Amazon S3 has them; other servers may need a newer version.',
    })
  }
  const { repository, run: id, attempt } = world.run.provenance
  const holder = { repository, run: world.run.url || id, attempt, job: world.run.job }
  const { gate, log, wallClock: clock } = world
  await underLease(holder, { store: leasing, clock, gate, log }, (lease) => workWith(lease, means, work))
}

async function workWith(lease: Lease, means: Means, work: (writing: Writing) => Promise<void>): Promise<void> {
  const { inputs, storage, world, account } = means
  const recorded = await readRecorded(storage.state, inputs.application, inputs.environment)
  const book = openBook(recorded, storage, lease, world)
  // Who had the lease before may have a late write on its way: writing the same again takes its condition away.
  if (lease.ranOut && recorded.etag !== undefined) await book.write(recorded.history)
  try {
    await work({ ...means, book, bound: world.clock.monotonic() + inputs.timeout })
  } finally {
    account.history = book.history()
    await book.complete()
  }
}

/** The end of a deploy: where it cannot be written, the next run settles it. A cancelled run writes it past the gate. */
export async function writeOrWarn(history: History, book: Book, { gate, log }: World): Promise<void> {
  try {
    await book.write(history)
  } catch (error) {
    if (gate.signal.aborted) return
    const why = error instanceof Error ? error.message : String(error)
    log.warning(`The history could not be completed; the next run settles it. ${why}`)
  }
}

// The history while a run writes in it: each writing replaces the one before, and nobody else's.

import { randomUUID } from 'node:crypto'
import { within } from '../../shared/bounded.ts'
import { Failure } from '../../shared/failure.ts'
import { insist } from '../../shared/insist.ts'
import { type Lease, LeaseLost } from '../../shared/lease.ts'
import type { Condition, ObjectStore } from '../../shared/objects.ts'
import type { History, Recorded } from '../model.ts'
import type { Storage, World } from '../ports.ts'
import { writeHistory } from '../records/history.ts'
import { HISTORY } from '../records/names.ts'

/** Milliseconds for the last writing of a run that was cancelled; giving back the lease takes up to four seconds more. */
const COMPLETED_WITHIN = 3_000

export interface Book {
  history(): History
  write(history: History): Promise<void>
  /**
   * Writes what could not be written because the run was cancelled, past the gate and for a few seconds at most; failing
   * is a warning.
   */
  complete(): Promise<void>
}

export function openBook({ history, etag }: Recorded, { state, leasing }: Storage, lease: Lease, world: World): Book {
  const { clock, wallClock, gate, log } = world
  let written: Recorded = { history, etag }
  let last = history

  async function writeTo(store: ObjectStore, next: History): Promise<void> {
    const body = writeHistory({ ...next, fence: lease.fence }, randomUUID())
    const condition: Condition = written.etag === undefined ? { absent: true } : { etag: written.etag }
    const lookUp = async (): Promise<string | undefined> => {
      const there = await store.get(HISTORY)
      return there?.body.equals(body) ? there.etag : undefined
    }
    const refusal = (cause: Error): Failure => writtenByOthers(state.place + HISTORY, cause)
    const insisting = { clock, verifyLease: lease.verify }
    const etag = await insist({ write: () => store.put(HISTORY, body, condition), lookUp, refusal }, insisting)
    written = { history: next, etag }
  }

  return {
    history: () => last,
    async write(next) {
      last = next
      await writeTo(state, next)
    },
    async complete() {
      // Whoever has the lease by now settles it.
      if (last === written.history || gate.signal.reason instanceof LeaseLost) return
      try {
        const done = await within(
          COMPLETED_WITHIN,
          wallClock,
          writeTo(leasing, last).then(() => true),
        )
        if (done === undefined) throw new Failure('There was no answer in time')
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        log.warning(`The history could not be completed; the next run settles it. ${why}`)
      }
    },
  }
}

function writtenByOthers(where: string, cause: Error): Failure {
  return new Failure(`Could not write ${where}`, {
    why: 'somebody else wrote it since this run read it, without holding the lease',
    hint: 'Does anything but this action write there? Run again: it starts from what is there then.',
    cause,
  })
}

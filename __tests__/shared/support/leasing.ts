// Processes that share one lease, each with a gate, a log and a way to the store of its own.

import { type Gate, openGate } from '../../../src/shared/gate.ts'
import { type Lease, type LeaseMeans, underLease } from '../../../src/shared/lease.ts'
import { LEASE } from '../../../src/shared/lease-record.ts'
import { type DrivenClock, drivenClock } from './driven-clock.ts'
import { type RecordingLog, recordingLog } from './log.ts'
import { type MemoryStore, memoryStore, type Way, wayTo } from './memory-store.ts'
import { moment } from './moments.ts'

export interface Leasing {
  readonly clock: DrivenClock
  readonly store: MemoryStore
  /** Takes the lease, or waits for it, and works until it is told to end. */
  start(job: string, shape?: (way: Way, gate: Gate) => void, chance?: number, seen?: LeaseMeans['seen']): Worker
  /** The lease as it lies there. */
  lease(): Readonly<Record<string, unknown>>
}

export interface Worker {
  readonly gate: Gate
  readonly log: RecordingLog
  readonly way: Way
  /** Undefined until it was taken. */
  lease(): Lease | undefined
  /** Ends the work well. */
  end(): void
  /** Ends the work with an error. */
  fail(error: Error): void
  /** What the work answered, or what was thrown. */
  readonly outcome: Promise<unknown>
  /** Whether the outcome is there. */
  over(): boolean
}

/** How people read a worker. */
export const nameOfJob = (job: string): string => `octo/shop (run https://example.com/runs/7, attempt 2, job ${job})`

export function leasing(): Leasing {
  const clock = drivenClock()
  const store = memoryStore(() => 1_800_000_000_000 + clock.monotonic())

  function start(
    job: string,
    shape: (way: Way, gate: Gate) => void = () => {},
    chance = 0.5,
    seen?: LeaseMeans['seen'],
  ): Worker {
    const [gate, log, way, work] = [openGate(), recordingLog(), wayTo(store), moment<string>()]
    const holder = { repository: 'octo/shop', run: 'https://example.com/runs/7', attempt: 2, job }
    let lease: Lease | undefined
    let over = false
    shape(way, gate)
    const run = underLease(holder, { store: way, clock, gate, log, random: () => chance, seen }, (given) => {
      lease = given
      return work.promise
    })
    const outcome = run.catch((error: unknown) => error)
    void outcome.then(() => {
      over = true
    })
    const end = () => work.end('worked')
    return { gate, log, way, lease: () => lease, end, fail: work.fail, outcome, over: () => over }
  }

  return { clock, store, start, lease: () => JSON.parse(store.text(LEASE) ?? '{}') }
}

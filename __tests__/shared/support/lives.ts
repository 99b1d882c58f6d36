// Processes that want one lease again and again, with clocks, networks and freezes of their own.

import fc from 'fast-check'
import type { Clock } from '../../../src/shared/clock.ts'
import { Failure } from '../../../src/shared/failure.ts'
import { type Gate, gatedClock, openGate } from '../../../src/shared/gate.ts'
import { type Lease, underLease } from '../../../src/shared/lease.ts'
import type { ObjectStore } from '../../../src/shared/objects.ts'
import type { DrivenClock } from './driven-clock.ts'
import { recordingLog } from './log.ts'
import { type Trouble, type Verb, wayTo } from './memory-store.ts'

/** All times in milliseconds. */
export interface Life {
  /** Its clock began to count at another time than those of others. */
  readonly offset: number
  /** It wants the lease once for each of these, after so long. */
  readonly pauses: readonly number[]
  /** What it does each time: it writes, and writes again after each of these. */
  readonly writes: readonly number[]
  /** What its requests meet, one after the other. */
  readonly mishaps: readonly Mishap[]
  /** It stands still for so long, after so long. */
  readonly freezes: readonly { readonly after: number; readonly long: number }[]
}

interface Mishap {
  readonly kind: 'none' | 'failed' | 'lost' | 'repeated' | 'conflict' | 'behind'
  readonly before: number
  readonly after: number
}

const upTo = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max })
/** Nothing, mostly. */
const seldom = (max: number) => fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, upTo(max))
const none = { kind: 'none', before: 0, after: 0 } as const

export const lives: fc.Arbitrary<readonly Life[]> = fc.array(
  fc.record({
    offset: upTo(1_000_000_000),
    pauses: fc.array(upTo(40_000), { minLength: 1, maxLength: 3 }),
    writes: fc.array(upTo(9000), { minLength: 1, maxLength: 25 }),
    mishaps: fc.array(
      fc.record({
        kind: fc.constantFrom('none', 'none', 'none', 'failed', 'lost', 'repeated', 'conflict', 'behind'),
        before: seldom(45_000),
        after: seldom(45_000),
      }),
      { maxLength: 40 },
    ),
    freezes: fc.array(fc.record({ after: upTo(90_000), long: upTo(90_000) }), { maxLength: 4 }),
  }),
  { minLength: 2, maxLength: 4 },
)

/** What others see of a life. */
export interface Seen {
  /** The number of the lease under which it could write right now. */
  entitled(): number | undefined
  over(): boolean
}

/** Told in the order of time. */
export interface Told {
  took(fence: number, taking: symbol): void
  wrote(fence: number, taking: symbol): void
}

export function begin(life: Life, world: DrivenClock, store: ObjectStore, told: Told): Seen {
  const { clock, network, isFrozen } = surroundings(life, world, store)
  let entitled: () => number | undefined = () => undefined
  let over = false

  async function work({ fence }: Lease, gate: Gate): Promise<void> {
    const taking = Symbol(fence)
    told.took(fence, taking)
    entitled = () => (passes(gate) ? fence : undefined)
    try {
      for (const pause of life.writes) {
        gate.pass()
        told.wrote(fence, taking)
        await gatedClock(clock, gate).sleep(pause)
      }
    } finally {
      entitled = () => undefined
    }
  }

  async function live(): Promise<void> {
    for (const pause of life.pauses) {
      await clock.sleep(pause)
      const [gate, holder] = [openGate(), { repository: 'octo/shop', run: '7', attempt: 1, job: 'deploy' }]
      const means = { store: network, clock, gate, log: recordingLog() }
      await underLease(holder, means, (lease) => work(lease, gate)).catch(unlessFailure)
    }
    over = true
  }

  void live()
  return { entitled: () => (isFrozen() ? undefined : entitled()), over: () => over }
}

/** A process that is frozen neither wakes nor hears an answer. */
function surroundings({ offset, mishaps, freezes }: Life, world: DrivenClock, store: ObjectStore) {
  const [way, coming] = [wayTo(store), mishaps.values()]
  let thaw = 0
  const isFrozen = (): boolean => world.monotonic() < thaw

  async function thawed(): Promise<void> {
    while (isFrozen()) await world.sleep(thaw - world.monotonic())
  }
  async function freeze(): Promise<void> {
    for (const { after, long } of freezes) {
      await world.sleep(after)
      thaw = world.monotonic() + long
      await world.sleep(long)
    }
  }
  async function answer<Answer>(verb: Verb, request: () => Promise<Answer>): Promise<Answer> {
    way.next(verb, troubleOf(verb, coming.next().value ?? none, world))
    return await request().finally(thawed)
  }

  void freeze()
  const clock: Clock = {
    monotonic: () => offset + world.monotonic(),
    async sleep(milliseconds, signal) {
      await world.sleep(milliseconds, signal)
      await thawed()
      signal?.throwIfAborted()
    },
  }
  const network: ObjectStore = {
    place: store.place,
    get: (name) => answer('get', () => way.get(name)),
    put: (name, body, condition) => answer('put', () => way.put(name, body, condition)),
  }
  return { clock, network, isFrozen }
}

function troubleOf(verb: Verb, { kind, before, after }: Mishap, world: DrivenClock): Trouble {
  const offline = new Failure('Could not reach the store')
  const delays = { before: () => world.sleep(before), after: () => world.sleep(after) }
  if (kind === 'failed') return { before: delays.before, failed: offline }
  if (kind === 'lost') return { ...delays, lost: offline }
  if (kind === 'none' || verb === 'get') return delays
  return kind === 'conflict' ? { ...delays, conflict: true } : { before: delays.before, [kind]: delays.after }
}

function passes(gate: Gate): boolean {
  try {
    gate.pass()
    return true
  } catch {
    return false
  }
}

function unlessFailure(error: unknown): void {
  if (!(error instanceof Failure)) throw error
}

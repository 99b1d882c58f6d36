// Local AWS with a site in it, and all who write to it; nothing happens but what is let happen.

import { setTimeout as real, setImmediate as turn } from 'node:timers/promises'
import { type LocalAws, type LocalDistribution, startLocalAws } from '../../../local/index.ts'
import { nameOf } from './fencing.ts'
import { BUCKET, type Guard, guard } from './guard.ts'
import { type Holdings, holdings, layOut } from './shelf.ts'
import type { Sleeper } from './time.ts'
import { workspaceOf } from './workspaces.ts'
import { beginWriter, type Held, type Run, type Writer } from './writer.ts'

/** Is closed at the end of the block that opens it. */
export interface Realm extends AsyncDisposable {
  readonly aws: LocalAws
  readonly distribution: LocalDistribution
  readonly guard: Guard
  /** Begins a run; all but its name has a default. */
  begin(run: Partial<Run> & Pick<Run, 'name'>): Promise<Writer>
  /** Begins a run, and drives it to its end. */
  run(run: Partial<Run> & Pick<Run, 'name'>): Promise<Writer>
  /** Lets happen what can happen, and time pass where nothing else can, until it is done. */
  drive(done: () => boolean, choose?: Choose): Promise<void>
  /** Waits until nobody can go on by himself. */
  calm(): Promise<void>
}

/** Who goes on when nobody can go on by himself: one of those whose requests are held, or who sleeps first. */
export type Choose = (held: readonly Held[], sleeper: Sleeper | undefined) => Held | Sleeper | undefined

const soonest: Choose = (_, sleeper) => sleeper

/** Milliseconds for what is neither a request nor a file: a module that is loaded, say. */
const MOST_IDLE = 5000

/** An edge that asks the origin for nothing it has, so that only invalidations help. */
const edge = { minTtl: 86_400, defaultTtl: 86_400, maxTtl: 31_536_000 }

/** What was there at a moment, and when that was. */
export interface Beginning {
  readonly held: Holdings
  readonly now: number
}

/** Empty, or as it was at that moment. */
export async function openRealm(beginning?: Beginning): Promise<Realm> {
  const aws = await startLocalAws()
  aws.buckets.create(BUCKET)
  if (beginning !== undefined) {
    aws.clock.advance(Math.max(beginning.now - aws.clock.now(), 0))
    layOut(beginning.held, aws, BUCKET)
  }
  const distribution = await aws.distributions.create({ bucket: BUCKET, ...edge })
  const guarded = guard(aws)
  const writers = new Map<string, Writer>()
  aws.intercept((request) => writers.get(nameOf(request))?.meet(request))

  const realm: Realm = {
    aws,
    distribution,
    guard: guarded,
    async begin({ version = 1, inputs = {}, ...run }) {
      const given = { bucket: BUCKET, distribution: distribution.id, ...inputs }
      const writer = beginWriter({ workspace: await workspaceOf(version), version, inputs: given, ...run }, aws)
      writers.set(run.name.toUpperCase(), writer)
      return writer
    },
    async run(run) {
      const writer = await realm.begin(run)
      await realm.drive(writer.over)
      return writer
    },
    async drive(done, choose = soonest) {
      for (let idle = 0; ; ) {
        await realm.calm()
        if (done()) return
        if ([...writers.values()].some((writer) => writer.letGoOfAbandoned())) continue
        const all = [...writers.values()].filter((writer) => !writer.over())
        const sleepers = all.flatMap((writer) => writer.sleeper() ?? [])
        const first = sleepers.sort((one, other) => one.due - other.due)[0]
        const chosen = choose(
          all.filter((writer) => !writer.isFrozen()).flatMap((writer) => writer.held()),
          first,
        )
        idle = chosen === undefined ? idle + 1 : 0
        if (idle > MOST_IDLE) throw new Error(`Nobody goes on: ${all.map(({ name }) => name).join(', ')}.`)
        if (chosen === undefined) await real(1)
        else if ('wake' in chosen) chosen.wake()
        else chosen.letGo()
      }
    },
    async calm() {
      for (let calm = 0; calm < 3; calm += 1) {
        await turn()
        if ([...writers.values()].some((writer) => writer.isBusy()) || (calm === 2 && isReading())) calm = -1
      }
    },
    [Symbol.asyncDispose]: () => aws.close(),
  }
  return realm
}

/** All that is there now. */
export function beginningFrom({ aws }: Pick<Realm, 'aws'>): Beginning {
  return { held: holdings(aws, BUCKET), now: aws.clock.now() }
}

/** Does anybody wait for a disk? */
function isReading(): boolean {
  return process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'))
}

// A verification over real connections, by a clock that moves only while nothing is in the air.

import { setImmediate as turn } from 'node:timers/promises'
import type { LocalAws } from '../../../local/index.ts'
import { openGate } from '../../../src/shared/gate.ts'
import type { Visitor } from '../../../src/site/ports.ts'
import type { World } from '../../../src/site/verify/model.ts'
import { webVisitor } from '../../../src/site/web/visitor.ts'
import { type DrivenClock, drivenClock } from '../../shared/support/driven-clock.ts'
import { type RecordingLog, recordingLog } from '../../shared/support/log.ts'

export interface Driven<Answered> {
  readonly answered: Answered
  readonly log: RecordingLog
  /** Milliseconds on the clock. */
  readonly took: number
}

export interface Circumstances {
  /** Its clock goes along. */
  readonly aws?: LocalAws
  /** Is this one of the addresses that never answer? */
  hangs?(address: string): boolean
  /** Happens as soon as so many milliseconds have passed. */
  readonly later?: { readonly after: number; happens(): void }
}

const STEP = 500

export async function driven<Answered>(
  work: (world: World) => Promise<Answered>,
  { aws, hangs = () => false, later }: Circumstances = {},
): Promise<Driven<Answered>> {
  const [clock, log] = [drivenClock(), recordingLog()]
  const air = { open: 0 }
  const world = { visitor: counted(webVisitor(openGate(), clock), air, hangs), clock, log }
  let [over, waiting] = [false, later]
  const answered = work(world).finally(() => {
    over = true
  })
  while (!over) {
    await turn()
    if (air.open > 0 || clock.sleepers() === 0) continue
    await step(clock, aws)
    if (waiting === undefined || clock.monotonic() < waiting.after) continue
    waiting.happens()
    waiting = undefined
  }
  return { answered: await answered, log, took: clock.monotonic() }
}

async function step(clock: DrivenClock, aws: LocalAws | undefined): Promise<void> {
  aws?.clock.advance(STEP)
  await clock.pass(STEP)
}

/** Counts the visits that will have an answer. */
function counted(visitor: Visitor, air: { open: number }, hangs: (address: string) => boolean): Visitor {
  return {
    async visit(address, ...rest) {
      const one = hangs(address) ? 0 : 1
      air.open += one
      try {
        return await visitor.visit(address, ...rest)
      } finally {
        air.open -= one
      }
    },
  }
}

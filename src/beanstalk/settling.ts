// An earlier run began an update and saw no end of it: what became of it is settled from what is seen now.

import type { Entry } from './model.ts'
import { isWorse, leastHealth } from './plan/health.ts'
import { changed, openEntry } from './plan/history.ts'
import { behind } from './plan/shortfall.ts'
import { isFault } from './plan/verdict.ts'
import { untilReady } from './read/ready.ts'
import { noteEnvironment } from './telling.ts'
import type { Writing } from './writing.ts'

/** Waits until AWS is through with it. */
export async function settle(writing: Writing): Promise<void> {
  const { book, world } = writing
  const open = openEntry(book.history())
  if (open === undefined) return
  const by = open.provenance.run === '' ? 'an earlier run' : `run ${open.provenance.run}`
  world.log.notice(`The update to ${open.label} that ${by} began has no end recorded; it is settled first.`)
  const state = await stateOf(open, writing)
  await book.write(changed(book.history(), open.sequence, { state, ended: new Date(world.now()).toISOString() }))
  world.log.info(`${open.label}: ${state}`)
}

/** It was live where label and instances say so, and nothing that AWS tells of it speaks against it. */
async function stateOf(open: Entry, { inputs, world, account, bound }: Writing): Promise<Entry['state']> {
  const { beanstalk, clock } = world
  const environment = await untilReady(inputs.environment, bound, world)
  const fleet = await beanstalk.fleet(environment)
  noteEnvironment(account, environment, fleet, clock.monotonic())
  if (environment.label !== open.label) return 'failed'
  if (fleet !== undefined && behind(fleet, open.label) !== undefined) return 'failed'
  if (isWorse(environment.color, leastHealth(inputs.minHealth, 'Green'))) return 'failed'
  const events = open.request === '' ? [] : await beanstalk.events(wellBefore(open.began))
  return events.some((event) => event.request === open.request && isFault(event)) ? 'failed' : 'deployed'
}

/** The clock of the machine that recorded it may be off; events are told apart by their request anyway. */
function wellBefore(time: string): string {
  return new Date(Date.parse(time) - 3_600_000).toISOString()
}

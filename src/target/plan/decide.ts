// What an event means: which environment, in which mode, with which rights.

import type { Decision, Event, Settings, Wish } from '../model.ts'
import { byHand } from './by-hand.ts'
import { plannedFor } from './pull-request.ts'
import { pushed } from './push.ts'
import { checkUnasked } from './wish.ts'

/** @throws {Failure | AggregateError} with what to change, where it cannot be mapped */
export function decisionOn(event: Event, wish: Wish, settings: Settings): Decision {
  if (event.on === 'dispatch') return byHand(event.branch, wish, settings)
  checkUnasked(wish, event.on === 'pull-request' ? ['deploy', 'plan'] : ['deploy'])
  if (event.on === 'push') return pushed(event.branch, settings)
  return event.on === 'pull-request' ? plannedFor(event, settings) : { mode: 'none', reason: event.why }
}

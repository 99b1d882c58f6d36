// Events as they come, each once.

import type { Event } from '../model.ts'
import type { Beanstalk } from '../ports.ts'

export interface EventReader {
  /** Those that came since the last asking, oldest first. */
  next(): Promise<readonly Event[]>
  /** Was there an event of this request before the first asking? */
  knew(request: string): boolean
}

/** Milliseconds before the last event: events of one time may come one after the other, and late. */
const OVERLAP = 60_000
/** Requests of what happened in the last hour are known. */
const KNOWN = 3_600_000

/** Begins after what there is now. Times are those of AWS, never our own. */
export async function eventReader(beanstalk: Beanstalk): Promise<EventReader> {
  const last = await beanstalk.lastEvent()
  const old = last === undefined ? [] : await beanstalk.events(earlier(last.time, KNOWN))
  const requests = new Set(old.map(({ request }) => request))
  const seen = new Set(old.map(keyOf))
  const from = last === undefined ? '' : earlier(last.time, OVERLAP)
  return {
    knew: (request) => requests.has(request),
    async next() {
      const fresh = (await beanstalk.events(from)).filter((event) => !seen.has(keyOf(event)))
      for (const event of fresh) seen.add(keyOf(event))
      return fresh
    },
  }
}

function earlier(time: string, milliseconds: number): string {
  return new Date(Date.parse(time) - milliseconds).toISOString()
}

/** Events have no ID. */
function keyOf({ time, severity, request, message }: Event): string {
  return JSON.stringify([time, severity, request, message])
}

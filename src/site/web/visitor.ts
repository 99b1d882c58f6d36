// A visitor by Node's own fetch. Nothing else in this action fetches.

import type { Clock } from '../../shared/clock.ts'
import type { Gate } from '../../shared/gate.ts'
import type { Answer, VisitLimits, Visitor } from '../ports.ts'
import { troubleOf } from './trouble.ts'

/** What browsers send with every request; some firewalls turn away who names no browser at all. */
const asBrowsers = {
  accept: '*/*',
  'accept-encoding': 'gzip, br',
  'user-agent': 'Mozilla/5.0 (compatible; colt-deploy)',
}

/** Every visit passes the gate, and is given up as soon as it is shut. */
export function webVisitor(gate: Gate, clock: Clock): Visitor {
  return {
    async visit(address, headers, limits) {
      gate.pass()
      const patience = patienceOf(limits, clock)
      const signal = AbortSignal.any([gate.signal, patience.signal])
      try {
        return await answerOf(await ask(address, headers, signal), limits.bytes, patience.heard)
      } catch (error) {
        gate.signal.throwIfAborted()
        return patience.signal.aborted ? { trouble: 'silent', code: 'timeout' } : troubleOf(error)
      } finally {
        patience.end()
      }
    },
  }
}

function ask(address: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response> {
  const all = new Headers(asBrowsers)
  for (const [name, value] of Object.entries(headers)) all.set(name, value)
  return fetch(address, { headers: all, redirect: 'manual', signal })
}

/** Reads the body for as long as there are few enough bytes, and lets the rest go. */
async function answerOf(response: Response, most: number, heard: () => void): Promise<Answer> {
  const chunks: Uint8Array[] = []
  let [size, cut] = [0, false]
  heard()
  for await (const chunk of response.body ?? []) {
    heard()
    size += chunk.length
    cut = size > most
    if (cut) break
    chunks.push(chunk)
  }
  const headers = Object.fromEntries(response.headers)
  return { status: response.status, headers, body: Buffer.concat(chunks), cut }
}

interface Patience {
  /** Aborted when it is at its end. */
  readonly signal: AbortSignal
  /** Something has come. */
  heard(): void
  /** Nobody waits any longer. */
  end(): void
}

function patienceOf({ silence, total }: VisitLimits, clock: Clock): Patience {
  const [over, ended] = [new AbortController(), new AbortController()]
  const end = clock.monotonic() + total
  let heard = clock.monotonic()
  const watch = async (): Promise<void> => {
    for (;;) {
      const left = Math.min(end, heard + silence) - clock.monotonic()
      if (left <= 0) break
      await clock.sleep(left, ended.signal)
    }
    over.abort()
  }
  // It ends with an error where nobody waits any longer, or where the gate shuts: then others tell.
  watch().catch(() => undefined)
  return {
    signal: over.signal,
    heard: () => {
      heard = clock.monotonic()
    },
    end: () => ended.abort(),
  }
}

// One look at an address, as far as it leads: redirects within the site are followed, and nothing lasts for ever.

import type { Answer, TroubleKind } from '../ports.ts'
import { isSameSite } from './addresses.ts'
import type { SiteAddress, World } from './model.ts'

export type Sight = Arrival | Obstacle

export interface Arrival {
  /** Where the answer came from. */
  readonly address: string
  /** Is that another path than the one that was asked for? */
  readonly moved: boolean
  readonly answer: Answer
}

export interface Obstacle {
  readonly obstacle: TroubleKind | 'led elsewhere' | 'led in a circle' | 'led on and on' | 'no time'
  /** The code of an error, or the address that a redirect points to; may be ''. */
  readonly detail: string
}

export interface Limits {
  /** On the clock. */
  readonly end: number
  /** Bytes of a body that are read at most. */
  readonly bytes: number
}

/** Milliseconds without an answer, or without more of it. */
const SILENCE = 10_000

const MOST_REDIRECTS = 5

export async function see(address: string, site: SiteAddress, limits: Limits, world: World): Promise<Sight> {
  const visited = new Set<string>()
  for (let at = address; ; ) {
    if (visited.has(at)) return { obstacle: 'led in a circle', detail: at }
    if (visited.size > MOST_REDIRECTS) return { obstacle: 'led on and on', detail: at }
    visited.add(at)
    const total = limits.end - world.clock.monotonic()
    if (total <= 0) return { obstacle: 'no time', detail: '' }
    const visit = await world.visitor.visit(at, headersFor(at, site), { silence: SILENCE, total, bytes: limits.bytes })
    if ('trouble' in visit) return { obstacle: visit.trouble, detail: visit.code }
    const target = targetOf(visit, at)
    if (target === undefined) return { address: at, moved: pathnameOf(at) !== pathnameOf(address), answer: visit }
    if (!isSameSite(target, site.url)) return { obstacle: 'led elsewhere', detail: target }
    at = target
  }
}

/** The secrets are for the site's own origin. */
function headersFor(address: string, { url, headers }: SiteAddress): Readonly<Record<string, string>> {
  return new URL(address).origin === new URL(url).origin ? headers : {}
}

/** Where the answer points to; undefined where it is an answer in itself. */
function targetOf({ status, headers }: Answer, address: string): string | undefined {
  const { location = '' } = headers
  if (![301, 302, 303, 307, 308].includes(status) || !URL.canParse(location, address)) return undefined
  const target = new URL(location, address)
  target.hash = ''
  return /^https?:$/.test(target.protocol) ? target.href : undefined
}

function pathnameOf(address: string): string {
  return new URL(address).pathname
}

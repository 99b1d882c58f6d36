import type { Invalidation } from '../cloudfront/invalidation.ts'
import { type Cache, forget } from './cache.ts'

/** One place in the world where a distribution is served, with a cache of its own. */
export interface EdgeLocation {
  /** As `X-Amz-Cf-Pop` tells it: `FRA56-P1`. */
  readonly name: string
  readonly cache: Cache
  /** How long after its creation an invalidation has reached this place. */
  readonly invalidationSeconds: number
  /** The invalidations whose effect the cache has felt. */
  readonly settled: Set<Invalidation>
  /** A frozen place forgets nothing, whatever the control plane says. */
  frozen: boolean
}

/** The name of the one location of a distribution that was not told any. */
export const ONLY_LOCATION = 'LOCAL1-P1'

/** How long an invalidation takes, everywhere or by the name of the location; 0 at those that are not named. */
export type InvalidationSeconds = number | Readonly<Record<string, number>>

export function locationsOf(names: readonly string[], seconds: InvalidationSeconds): EdgeLocation[] {
  const timed = typeof seconds === 'number' ? [] : Object.keys(seconds)
  const unknown = timed.find((name) => !names.includes(name))
  if (unknown !== undefined || names.length === 0) throw new Error(`There is no location ${unknown ?? 'at all'}.`)
  return names.map((name) => locationOf(name, typeof seconds === 'number' ? seconds : (seconds[name] ?? 0)))
}

function locationOf(name: string, invalidationSeconds: number): EdgeLocation {
  return { name, cache: new Map(), invalidationSeconds, settled: new Set(), frozen: false }
}

/** Invalidations take effect when they reach the place, so a copy fetched while one is under way is forgotten too. */
export function settle(location: EdgeLocation, invalidations: readonly Invalidation[], now: number): void {
  if (location.frozen) return
  for (const invalidation of invalidations) {
    const reached = invalidation.createTime + location.invalidationSeconds * 1000 <= now
    if (!reached || location.settled.has(invalidation)) continue
    location.settled.add(invalidation)
    forget(location.cache, invalidation.paths)
  }
}

import type { Distribution } from '../cloudfront/distribution.ts'
import type { Store } from '../s3/store.ts'
import type { CachedCopy } from './cache.ts'
import { type EdgeLocation, settle } from './location.ts'
import { askOrigin, type OriginAnswer } from './origin.ts'
import { type Target, targetOfPage } from './target.ts'
import { errorTtlOf, staleSecondsOf, ttlOf } from './ttl.ts'

/** What the `x-cache` header tells about an answer. */
export type CacheOutcome = 'Hit' | 'Miss' | 'RefreshHit' | 'Error'

export interface Found {
  readonly copy: CachedCopy
  readonly outcome: CacheOutcome
  /** Was it answered from the cache? Only then it has an age. */
  readonly cached: boolean
}

/** One lookup at one edge location of a distribution. */
export interface Lookup {
  readonly distribution: Distribution
  readonly location: EdgeLocation
  readonly store: Store
  readonly now: number
}

/** Answers from the cache while a copy is fresh, or stale for so short a time that it is fetched anew behind the answer. */
export function find(target: Target, lookup: Lookup): Found {
  const { distribution, location, now } = lookup
  settle(location, distribution.invalidations, now)
  const kept = location.cache.get(target.key)
  if (kept === undefined || kept.staleUntil <= now) return fetched(target, kept, lookup)
  if (kept.freshUntil <= now) fetched(target, kept, lookup)
  return { copy: kept, outcome: kept.error ? 'Error' : 'Hit', cached: true }
}

function fetched(target: Target, kept: CachedCopy | undefined, lookup: Lookup): Found {
  const answer = askOrigin(target, lookup.distribution, lookup.store)
  if (answer.status >= 400) return { copy: keepError(target, answer, lookup), outcome: 'Error', cached: false }
  const unchanged = kept !== undefined && !kept.error && kept.headers.ETag === answer.headers.ETag
  const copy = keep(target, unchanged ? kept : answer, lookup)
  return { copy, outcome: unchanged ? 'RefreshHit' : 'Miss', cached: false }
}

/** A copy that the origin calls unchanged keeps the headers it had: the origin's 304 does not bring new ones. */
function keep(target: Target, { status, headers, body }: OriginAnswer, { location, now }: Lookup): CachedCopy {
  const { address, key, behavior } = target
  const ttl = ttlOf(headers, behavior.caching, now)
  const freshUntil = now + (ttl ?? 0) * 1000
  const staleUntil = freshUntil + staleSecondsOf(headers, behavior.caching) * 1000
  const copy = { address, status, headers, body, error: false, storedAt: now, freshUntil, staleUntil }
  if (ttl === undefined) location.cache.delete(key)
  else location.cache.set(key, copy)
  return copy
}

/** Keeps an error, or the page that stands in for it, under the address that was asked for. */
function keepError({ address, key, behavior }: Target, error: OriginAnswer, lookup: Lookup): CachedCopy {
  const { distribution, location, now } = lookup
  const instead = distribution.errorResponses.find(({ code }) => code === error.status)
  const page = instead?.page === undefined ? undefined : targetOfPage(instead.page, distribution)
  const { status, headers, body } = pageFor(error, page, instead?.responseCode, lookup)
  const ttl = errorTtlOf(headers, instead?.ttl ?? 10, (page?.behavior ?? behavior).caching, now)
  const until = now + ttl * 1000
  const copy = { address, status, headers, body, error: true, storedAt: now, freshUntil: until, staleUntil: until }
  location.cache.set(key, copy)
  return copy
}

/** The page comes through the cache as for any viewer; when it cannot be had, the error stays what it was. */
function pageFor(error: OriginAnswer, page: Target | undefined, status = error.status, lookup: Lookup): OriginAnswer {
  if (page === undefined) return error
  const known = lookup.location.cache.get(page.key)
  const fresh = known !== undefined && lookup.now < known.freshUntil
  const answer = fresh ? known : askOrigin(page, lookup.distribution, lookup.store)
  if (answer.status >= 400) return error
  if (!fresh) keep(page, answer, lookup)
  return { ...answer, status }
}

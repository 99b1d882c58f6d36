import type { Distribution } from '../cloudfront/distribution.ts'
import { statusOf } from '../cloudfront/invalidation.ts'
import type { Store } from '../s3/store.ts'
import { type CachedCopy, forget } from './cache.ts'
import { askOrigin, type OriginAnswer } from './origin.ts'
import { errorTtlOf, ttlOf } from './ttl.ts'

/** What the `x-cache` header tells about an answer. */
export type CacheOutcome = 'Hit' | 'Miss' | 'RefreshHit' | 'Error'

export interface Found {
  readonly copy: CachedCopy
  readonly outcome: CacheOutcome
  /** Was it answered from the cache? Only then it has an age. */
  readonly cached: boolean
}

/** One lookup at the edge of one distribution. */
export interface Lookup {
  readonly distribution: Distribution
  readonly store: Store
  readonly now: number
}

/** Answers an address from the cache while it is fresh, else from the origin. */
export function find(path: string, query: string, lookup: Lookup): Found {
  const { distribution, now } = lookup
  settleInvalidations(distribution, now)
  const address = distribution.queryStrings && query !== '' ? `${path}?${query}` : path
  const kept = distribution.cache.get(address)
  if (kept !== undefined && now < kept.freshUntil) {
    return { copy: kept, outcome: kept.error ? 'Error' : 'Hit', cached: true }
  }
  const answer = askOrigin(path, distribution, lookup.store)
  if (answer.status >= 400) return { copy: keepError(address, answer, lookup), outcome: 'Error', cached: false }
  const unchanged = kept !== undefined && !kept.error && kept.headers.ETag === answer.headers.ETag
  const copy = keep(address, unchanged ? kept : answer, lookup)
  return { copy, outcome: unchanged ? 'RefreshHit' : 'Miss', cached: false }
}

/** Invalidations take effect when they complete, so a copy fetched while one is in progress is forgotten too. */
function settleInvalidations({ invalidations, settled, cache }: Distribution, now: number): void {
  for (const invalidation of invalidations) {
    if (settled.has(invalidation) || statusOf(invalidation, now) === 'InProgress') continue
    settled.add(invalidation)
    forget(cache, invalidation.paths)
  }
}

/** A copy that the origin calls unchanged keeps the headers it had: the origin's 304 does not bring new ones. */
function keep(address: string, { status, headers, body }: OriginAnswer, { distribution, now }: Lookup): CachedCopy {
  const ttl = ttlOf(headers, distribution, now)
  const copy = { status, headers, body, error: false, storedAt: now, freshUntil: now + (ttl ?? 0) * 1000 }
  if (ttl === undefined) distribution.cache.delete(address)
  else distribution.cache.set(address, copy)
  return copy
}

/** Keeps an error, or the page that stands in for it, under the address that was asked for. */
function keepError(address: string, error: OriginAnswer, lookup: Lookup): CachedCopy {
  const { distribution, now } = lookup
  const instead = distribution.errorResponses.find(({ code }) => code === error.status)
  const { status, headers, body } = pageFor(error, instead?.page, instead?.responseCode, lookup)
  const ttl = errorTtlOf(headers, instead?.ttl ?? 10, distribution, now)
  const copy = { status, headers, body, error: true, storedAt: now, freshUntil: now + ttl * 1000 }
  distribution.cache.set(address, copy)
  return copy
}

/** The page comes through the cache as for any viewer; when it cannot be had, the error stays what it was. */
function pageFor(error: OriginAnswer, page: string | undefined, status = error.status, lookup: Lookup): OriginAnswer {
  if (page === undefined) return error
  const known = lookup.distribution.cache.get(page)
  const fresh = known !== undefined && lookup.now < known.freshUntil
  const answer = fresh ? known : askOrigin(page, lookup.distribution, lookup.store)
  if (answer.status >= 400) return error
  if (!fresh) keep(page, answer, lookup)
  return { ...answer, status }
}

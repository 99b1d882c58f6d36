// For how long an edge may keep a copy, by the headers that it came with.

import type { CacheBehavior, Caching } from '../distribution-model.ts'
import type { Headers } from '../file-model.ts'

/** Nobody knows for how long. */
const FOR_EVER = Number.POSITIVE_INFINITY

/**
 * Seconds for which an edge of this behaviour may answer with a copy without asking for it again; undefined where it keeps
 * none. Headers are undefined where nobody knows them. A copy that is kept for no second at all is one, too: an edge
 * answers with it when the origin fails.
 */
export function secondsKept(headers: Headers | undefined, behavior: CacheBehavior): number | undefined {
  if (behavior.caching === undefined) return FOR_EVER
  return longest(behavior.functions.some(isBehindTheEdge) ? undefined : headers, behavior.caching)
}

/** A function between edge and origin can give an answer any headers. */
function isBehindTheEdge({ event }: CacheBehavior['functions'][number]): boolean {
  return event === 'origin-request' || event === 'origin-response'
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html */
function longest(headers: Headers | undefined, { minTtl, defaultTtl, maxTtl }: Caching): number | undefined {
  if (minTtl === 0 && maxTtl === 0) return undefined
  if (headers === undefined) return Math.max(minTtl, maxTtl)
  const directives = directivesIn(headers)
  if (directives.has('no-store') || directives.has('private')) return minTtl > 0 ? minTtl : undefined
  if (directives.has('no-cache')) return minTtl
  const told = secondsTold(headers)
  const fresh = Math.max(minTtl, told === undefined ? defaultTtl : Math.min(told, maxTtl))
  return fresh + Math.min(secondsOf(directives.get('stale-while-revalidate')) ?? 0, maxTtl)
}

/** Seconds that the headers themselves tell; for ever where they do it by a date. */
function secondsTold(headers: Headers): number | undefined {
  const directives = directivesIn(headers)
  const age = secondsOf(directives.get('s-maxage') ?? directives.get('max-age'))
  return age ?? (headers.Expires === undefined ? undefined : FOR_EVER)
}

/** What is not a number may be any. */
function secondsOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  return /^\d+$/.test(value) ? Number(value) : FOR_EVER
}

/**
 * Seconds for which an edge keeps an error that is answered with such a page: what forbids to keep it does not count.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html
 */
export function secondsKeptAsError(headers: Headers | undefined, least: number): number {
  return headers === undefined ? FOR_EVER : Math.max(least, secondsTold(headers) ?? 0)
}

const timed = new Set(['s-maxage', 'max-age', 'stale-while-revalidate'])

/** A directive for some fields only, as in `no-cache="Set-Cookie"`, is not the directive itself. */
function directivesIn(headers: Headers): ReadonlyMap<string, string> {
  const pairs = (headers['Cache-Control'] ?? '').toLowerCase().split(',')
  const directives = pairs.map((pair) => pair.trim().split('='))
  return new Map(
    directives
      .filter(([name = '', value]) => value === undefined || timed.has(name))
      .map(([name = '', value = '']) => [name, value.replaceAll('"', '')]),
  )
}

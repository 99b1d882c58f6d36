// For how long an edge may keep a copy, by the headers that it came with.

import type { CacheBehavior, Caching, Headers } from '../model.ts'

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
  return Math.max(minTtl, told === undefined ? defaultTtl : Math.min(told, maxTtl))
}

/** Seconds that the headers themselves tell; for ever where they do it by a date. */
function secondsTold(headers: Headers): number | undefined {
  const directives = directivesIn(headers)
  const age = directives.get('s-maxage') ?? directives.get('max-age')
  if (age !== undefined) return /^\d+$/.test(age) ? Number(age) : FOR_EVER
  return headers.Expires === undefined ? undefined : FOR_EVER
}

/**
 * Seconds for which an edge keeps an error that is answered with such a page: what forbids to keep it does not count.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html
 */
export function secondsKeptAsError(headers: Headers | undefined, least: number): number {
  return headers === undefined ? FOR_EVER : Math.max(least, secondsTold(headers) ?? 0)
}

/** A directive for some fields only, as in `no-cache="Set-Cookie"`, is not the directive itself. */
function directivesIn(headers: Headers): ReadonlyMap<string, string> {
  const pairs = (headers['Cache-Control'] ?? '').toLowerCase().split(',')
  const directives = pairs.map((pair) => pair.trim().split('='))
  return new Map(
    directives
      .filter(([name = '', value]) => value === undefined || /^(?:s-maxage|max-age)$/.test(name))
      .map(([name = '', value = '']) => [name, value.replaceAll('"', '')]),
  )
}

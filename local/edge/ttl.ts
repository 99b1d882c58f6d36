/** The TTLs of a cache behaviour, in seconds. */
export interface Ttls {
  readonly minTtl: number
  readonly defaultTtl: number
  readonly maxTtl: number
}

/**
 * For how many seconds the edge answers with a copy without asking the origin; undefined when it may not keep one,
 * as always under a MaxTTL of 0.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 */
export function ttlOf(headers: Readonly<Record<string, string>>, ttls: Ttls, now: number): number | undefined {
  if (ttls.maxTtl === 0) return undefined
  const control = directivesIn(headers['Cache-Control'] ?? '')
  if (control.has('no-store') || control.has('private')) return ttls.minTtl > 0 ? ttls.minTtl : undefined
  if (control.has('no-cache')) return ttls.minTtl
  const told = toldSeconds(control, headers.Expires, now)
  return told === undefined ? Math.max(ttls.defaultTtl, ttls.minTtl) : clamped(told, ttls)
}

/**
 * For how many seconds after its TTL a copy is still answered while it is fetched anew: `stale-while-revalidate`, up to
 * MaxTTL, where the edge may keep it at all.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html#stale-content
 */
export function staleSecondsOf(headers: Readonly<Record<string, string>>, { maxTtl }: Ttls): number {
  const control = directivesIn(headers['Cache-Control'] ?? '')
  if (['no-store', 'no-cache', 'private'].some((name) => control.has(name))) return 0
  return Math.min(Math.max(0, Number(control.get('stale-while-revalidate')) || 0), maxTtl)
}

/**
 * For how many seconds an error is kept: ErrorCachingMinTTL, or longer if its own headers, or those of the page that
 * stands in for it, say so. Directives that forbid caching do not count for what S3 answers as an error.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html
 */
export function errorTtlOf(headers: Readonly<Record<string, string>>, least: number, ttls: Ttls, now: number): number {
  const told = toldSeconds(directivesIn(headers['Cache-Control'] ?? ''), headers.Expires, now)
  return Math.max(least, Math.min(told ?? 0, ttls.maxTtl))
}

/** The edge heeds `s-maxage` before `max-age`, and Expires only without either. */
function toldSeconds(
  control: ReadonlyMap<string, string>,
  expires: string | undefined,
  now: number,
): number | undefined {
  const seconds = control.get('s-maxage') ?? control.get('max-age')
  if (seconds !== undefined) return Math.max(0, Number(seconds) || 0)
  if (expires === undefined) return undefined
  return Math.max(0, Math.floor((Date.parse(expires) - now) / 1000) || 0)
}

function clamped(seconds: number, { minTtl, maxTtl }: Ttls): number {
  return Math.max(minTtl, Math.min(seconds, maxTtl))
}

function directivesIn(header: string): Map<string, string> {
  const directives = header.split(',').map((directive) => directive.trim().toLowerCase().split('='))
  return new Map(directives.map(([name = '', value = '']) => [name, value.replaceAll('"', '')]))
}

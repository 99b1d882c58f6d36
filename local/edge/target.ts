import { type Behavior, behaviorFor } from '../cloudfront/behavior.ts'
import type { Distribution } from '../cloudfront/distribution.ts'
import type { Caching } from '../cloudfront/policy.ts'
import { rewritten } from './rewrites.ts'

/** What a visitor asks for. */
export interface Asked {
  readonly path: string
  /** As it was sent, without the question mark. */
  readonly query: string
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
}

/** What a visitor's request comes to at the edge. */
export interface Target {
  readonly behavior: Behavior
  /** The path as the viewer-request function leaves it. */
  readonly path: string
  /** That path, and the query string as far as it counts: the address that an invalidation must name. */
  readonly address: string
  /** What the copy lies under: the address, and the headers and cookies that count. */
  readonly key: string
}

/** The behaviour is chosen by the path as it was sent; what a function makes of it does not choose again. */
export function targetOf(asked: Asked, { behaviors }: Distribution): Target {
  const behavior = behaviorFor(asked.path, behaviors)
  return targetFor({ ...asked, path: rewritten(asked.path, behavior.functions.viewerRequest) }, behavior)
}

/** The edge itself asks for a page that stands in for an error: no viewer, no function of a viewer. */
export function targetOfPage(path: string, { behaviors }: Distribution): Target {
  return targetFor({ path, query: '', headers: {} }, behaviorFor(path, behaviors))
}

function targetFor({ path, query, headers }: Asked, behavior: Behavior): Target {
  const { caching } = behavior
  const counted = countedQuery(query, caching)
  const address = counted === '' ? path : `${path}?${counted}`
  const told = caching.headers.map((name) => headers[name.toLowerCase()] ?? '')
  const key = [address, ...told, caching.cookies ? (headers.cookie ?? '') : ''].join('\n')
  return { behavior, path, address, key }
}

/** The parts that count, in the order in which they were sent. */
function countedQuery(query: string, { queryStrings }: Caching): string {
  if (typeof queryStrings === 'boolean') return queryStrings ? query : ''
  return query
    .split('&')
    .filter((part) => queryStrings.includes(part.replace(/=.*/s, '')))
    .join('&')
}

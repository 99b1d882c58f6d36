import type { Behavior } from '../cloudfront/behavior.ts'
import type { Call } from '../http/call.ts'
import { rangeIn } from '../http/range.ts'
import type { Reply } from '../http/reply.ts'
import type { CachedCopy } from './cache.ts'
import { compressed } from './compression.ts'
import type { Found, Lookup } from './lookup.ts'

/** Words what was found for the viewer who asked: validators, ranges and compression are the edge's own business. */
export function replyTo(call: Call, found: Found, at: At): Reply {
  const { copy, outcome } = found
  const headers = headersOf(call, found, at)
  if (copy.status === 200 && isKnown(call, copy.headers)) {
    return { status: 304, headers: withoutContent(headers), note: outcome }
  }
  const plain: Reply = { status: copy.status, headers, body: copy.body, note: outcome }
  const reply = mayBeCompressed(copy, at) ? compressed(call, plain, copy.body, at.behavior.caching) : plain
  return copy.status === 200 ? ranged(call, reply, copy.body) : reply
}

/** Where a viewer asks, and by which rules the answer is told. */
export interface At extends Lookup {
  readonly behavior: Behavior
}

function headersOf(call: Call, { copy, outcome, cached }: Found, { distribution, location, now }: At) {
  return {
    ...copy.headers,
    ...(cached ? { Age: String(Math.max(0, Math.floor((now - copy.storedAt) / 1000))) } : {}),
    'X-Cache': `${outcome} from cloudfront`,
    Via: `1.1 ${distribution.domainName} (CloudFront)`,
    'X-Amz-Cf-Id': call.id,
    'X-Amz-Cf-Pop': location.name,
  }
}

/** Only what is kept for some time is compressed. */
function mayBeCompressed({ storedAt, freshUntil }: CachedCopy, { behavior }: At): boolean {
  return behavior.compress && storedAt < freshUntil
}

/** Has the viewer this copy already? An ETag outranks a date. */
function isKnown(call: Call, headers: Readonly<Record<string, string>>): boolean {
  const tags = call.headers['if-none-match']
  if (tags !== undefined)
    return tags.split(',').some((tag) => weakly(tag) === weakly(headers.ETag ?? '') || tag.trim() === '*')
  const since = Date.parse(call.headers['if-modified-since'] ?? '')
  return Date.parse(headers['Last-Modified'] ?? '') <= since
}

function weakly(tag: string): string {
  return tag.trim().replace(/^W\//, '')
}

function withoutContent(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name !== 'Content-Type' && name !== 'Content-Encoding'),
  )
}

/** A compressed answer is always whole. */
function ranged(call: Call, reply: Reply, body: Buffer): Reply {
  if (reply.body !== body) return reply
  const range = rangeIn(call.headers.range, body.length)
  if (range === undefined) return reply
  if (range === 'unsatisfiable') {
    return { ...reply, status: 416, headers: { ...reply.headers, 'Content-Range': `bytes */${body.length}` }, body: '' }
  }
  const { first, last } = range
  const headers = { ...reply.headers, 'Content-Range': `bytes ${first}-${last}/${body.length}` }
  return { ...reply, status: 206, headers, body: body.subarray(first, last + 1) }
}

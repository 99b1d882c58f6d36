import type { Call } from '../http/call.ts'
import { rangeIn } from '../http/range.ts'
import type { Reply } from '../http/reply.ts'
import { compressed } from './compression.ts'
import type { Found, Lookup } from './lookup.ts'

/** Words what was found for the viewer who asked: validators, ranges and compression are the edge's own business. */
export function replyTo(call: Call, found: Found, { distribution, now }: Lookup): Reply {
  const { copy, outcome, cached } = found
  const headers = {
    ...copy.headers,
    ...(cached ? { Age: String(Math.max(0, Math.floor((now - copy.storedAt) / 1000))) } : {}),
    'X-Cache': `${outcome} from cloudfront`,
    Via: `1.1 ${distribution.domainName} (CloudFront)`,
    'X-Amz-Cf-Id': call.id,
    'X-Amz-Cf-Pop': 'LOCAL1-P1',
  }
  const reply: Reply = { status: copy.status, headers, body: copy.body, note: outcome }
  if (copy.status !== 200) return reply
  if (isKnown(call, copy.headers)) return { status: 304, headers: withoutContent(headers), note: outcome }
  return ranged(call, distribution.compress ? compressed(call, reply, copy.body) : reply, copy.body)
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

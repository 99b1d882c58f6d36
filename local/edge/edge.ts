import { type Call, receive } from '../http/call.ts'
import { type Conversation, converse, type Desk } from '../http/conversation.ts'
import type { Handler } from '../http/listener.ts'
import { Refusal, type Reply } from '../http/reply.ts'
import { tag, xmlDocument } from '../xml/write.ts'
import { find, type Lookup } from './lookup.ts'
import { targetOf } from './target.ts'
import { replyTo } from './viewer.ts'

/** One edge location of a distribution: what browsers talk to. */
export function edgeOf(place: Place, desk: Desk): Handler {
  return async (request, response) => {
    const call = await receive(request)
    const query = request.url?.split('?').slice(1).join('?') ?? ''
    const act = () => answer(call, query, { ...place, now: desk.clock.now() })
    await converse(response, visitTo(call, act, place), desk)
  }
}

export type Place = Omit<Lookup, 'now'>

function visitTo(call: Call, act: () => Reply, { distribution, location }: Place): Conversation {
  const { method, path, query, headers, body } = call
  return {
    arrival: {
      service: 'edge',
      operation: method,
      changes: false,
      distribution: distribution.id,
      location: location.name,
      paths: [path],
      method,
      path,
      query,
      headers,
      accessKey: undefined,
      bytes: body.length,
    },
    act,
    refuse: errorPage,
  }
}

function answer(call: Call, query: string, lookup: Lookup): Reply {
  if (!lookup.distribution.enabled) throw refused('This distribution is disabled.')
  if (call.method !== 'GET' && call.method !== 'HEAD') {
    throw refused(
      'This distribution is not configured to allow the HTTP request method that was used for this request.',
    )
  }
  const target = targetOf({ ...call, query }, lookup.distribution)
  return replyTo(call, find(target, lookup), { ...lookup, behavior: target.behavior })
}

function refused(message: string): Refusal {
  return new Refusal(403, 'Forbidden', message)
}

/** CloudFront's own error page, as far as anybody reads it. */
function errorPage({ status, message, headers }: Refusal): Reply {
  const body = xmlDocument('html', [tag('title', 'ERROR: The request could not be satisfied'), tag('p', message)])
  return {
    status,
    headers: { 'Content-Type': 'text/html', 'X-Cache': 'Error from cloudfront', ...headers },
    body: body.slice(body.indexOf('<html>')),
  }
}

import type { Distribution } from '../cloudfront/distribution.ts'
import { type Call, receive } from '../http/call.ts'
import { type Conversation, converse, type Desk } from '../http/conversation.ts'
import type { Handler } from '../http/listener.ts'
import { Refusal, type Reply } from '../http/reply.ts'
import type { Store } from '../s3/store.ts'
import { tag, xmlDocument } from '../xml/write.ts'
import { find } from './lookup.ts'
import { replyTo } from './viewer.ts'

/** The edge of one distribution: what browsers talk to. */
export function edgeOf(distribution: Distribution, store: Store, desk: Desk): Handler {
  return async (request, response) => {
    const call = await receive(request)
    const query = request.url?.split('?').slice(1).join('?') ?? ''
    await converse(
      response,
      visitTo(call, () => answer(call, query, { distribution, store, now: desk.clock.now() }), distribution),
      desk,
    )
  }
}

function visitTo(call: Call, act: () => Reply, { id }: Distribution): Conversation {
  const { method, path, query, headers, body } = call
  return {
    arrival: {
      service: 'edge',
      operation: method,
      changes: false,
      distribution: id,
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

function answer(call: Call, query: string, lookup: Parameters<typeof replyTo>[2]): Reply {
  if (!lookup.distribution.enabled) throw refused('This distribution is disabled.')
  if (call.method !== 'GET' && call.method !== 'HEAD') {
    throw refused(
      'This distribution is not configured to allow the HTTP request method that was used for this request.',
    )
  }
  return replyTo(call, find(call.path, query, lookup), lookup)
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

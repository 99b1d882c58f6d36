// Connections to S3 that are kept: cheap ones, never more than there may be, and none that is silent for long.

import { buildQueryString, HttpResponse, type IHttpRequest } from '@smithy/core/protocols'
import { Agent, buildConnector, type Dispatcher } from 'undici'
import { SILENCE } from '../aws-client.ts'
import type { Gate } from '../gate.ts'

/** Sends a request that is signed, and whose body is in memory; answers with the body in memory, too. */
export type Send = (request: IHttpRequest) => Promise<HttpResponse>

interface Setting {
  /** To one server at once; further requests wait for a free one. */
  readonly connections: number
  /** Milliseconds without a byte in either direction after which a connection counts as dead. */
  readonly silence?: number
}

/** Requests pass the gate when a connection is theirs; what is under way when it shuts fails with its reason. */
export function keptConnections({ connections, silence = SILENCE }: Setting, gate: Gate): Send {
  // Silence is watched on the socket: a timer of the request would take a slow upload for a dead one.
  const timers = { headersTimeout: 0, bodyTimeout: 0 }
  const agent = new Agent({ connections, pipelining: 1, ...timers, connect: watched(silence) })
  gate.signal.addEventListener('abort', () => void agent.destroy(gate.signal.reason), { once: true })
  return (request) =>
    new Promise((resolve, reject) => {
      agent.dispatch(optionsOf(request), answering(gate, resolve, reject))
    })
}

function watched(silence: number): buildConnector.connector {
  const connect = buildConnector({ timeout: silence })
  return (options, done) =>
    connect(options, (...made) => {
      const [, socket] = made
      socket?.setTimeout(silence, () => socket.destroy(timedOut(`no byte for ${silence} ms`)))
      done(...made)
    })
}

function optionsOf({ protocol, method, path, query, headers, body }: IHttpRequest): Dispatcher.DispatchOptions {
  const asked = buildQueryString(query ?? {})
  if (!isKnown(method)) throw new Error(`${method} is no method of S3.`)
  return {
    origin: `${protocol}//${headers.host}`,
    method,
    path: asked === '' ? path : `${path}?${asked}`,
    headers,
    body,
    // Unless it is told otherwise, undici gives up the connection of each HEAD.
    reset: false,
  }
}

function isKnown(method: string): method is Dispatcher.HttpMethod {
  return ['PUT', 'HEAD', 'DELETE', 'GET', 'POST'].includes(method)
}

function answering(
  gate: Gate,
  resolve: (answer: HttpResponse) => void,
  reject: (error: Error) => void,
): Dispatcher.DispatchHandlers {
  const chunks: Buffer[] = []
  let head = { statusCode: 0, headers: {} }
  return {
    onConnect: () => gate.pass(),
    onHeaders(statusCode, lines) {
      head = { statusCode, headers: byName(lines) }
      return true
    },
    onData(chunk) {
      chunks.push(chunk)
      return true
    },
    onComplete: () => resolve(new HttpResponse({ ...head, body: Buffer.concat(chunks) })),
    onError: (error) => reject(inWordsOfNode(error)),
  }
}

/** From names and values in turn. */
function byName(lines: readonly Buffer[]): Record<string, string> {
  const headers: Record<string, string> = {}
  for (let index = 0; index < lines.length; index += 2) {
    const [name = '', value = ''] = [lines[index]?.toString('latin1'), lines[index + 1]?.toString('latin1')]
    headers[name.toLowerCase()] = value
  }
  return headers
}

/** The names of Node's own errors tell the SDK what may be tried again. */
function inWordsOfNode(error: Error & { readonly code?: string }): Error {
  switch (error.code) {
    case 'UND_ERR_SOCKET':
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return Object.assign(new Error(error.message, { cause: error }), { code: 'ECONNRESET' })
    case 'UND_ERR_CONNECT_TIMEOUT':
      return timedOut(error.message)
    default:
      return error
  }
}

function timedOut(why: string): Error {
  return Object.assign(new Error(why), { name: 'TimeoutError', code: 'ETIMEDOUT' })
}

import type { ServerResponse } from 'node:http'

import { httpDate } from '../clock.ts'

/** What is answered. A HEAD is answered with the headers of the GET; its body is left out when sending. */
export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Buffer | string
  /** How it came about, for the journal: an edge says `Hit` or `Miss`. */
  readonly note?: string
  /** The error code that a refusal carries, for the journal. */
  readonly code?: string
}

/** A request that a service will not do, with the error code AWS gives for it. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  /** Further elements of the error document, such as `Key` or `BucketName`. */
  readonly details: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: string,
    message: string,
    more: { details?: Readonly<Record<string, string>>; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message)
    this.name = 'Refusal'
    this.status = status
    this.code = code
    this.details = more.details ?? {}
    this.headers = more.headers ?? {}
  }
}

/** Sends a reply, dated by the local clock. */
export function send(response: ServerResponse, reply: Reply, now: number): void {
  response.end(head(response, reply, now))
}

/** Sends the beginning of a reply and cuts the connection. */
export function sendPart(response: ServerResponse, reply: Reply, now: number, bytes: number): void {
  response.write(head(response, reply, now)?.subarray(0, bytes) ?? '', () => response.destroy())
}

/** Answers the body that belongs to it, if one does. */
function head(response: ServerResponse, reply: Reply, now: number): Buffer | undefined {
  const body = Buffer.from(reply.body ?? '')
  const bare = reply.status === 304 || reply.status === 204
  const length = bare ? {} : { 'Content-Length': String(body.length) }
  response.sendDate = false
  response.writeHead(reply.status, { Date: httpDate(now), ...length, ...reply.headers })
  return bare || response.req.method === 'HEAD' ? undefined : body
}

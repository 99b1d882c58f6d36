import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

import { type Signer, signerOf } from './signer.ts'

/** A request as a service sees it. */
export interface Call {
  readonly method: string
  /** As sent: neither decoded nor tidied, so `//`, `.` and `..` arrive as they are. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  /** As sent, `aws-chunked` framing and all. */
  readonly body: Buffer
  /** Who says that they sent it; undefined for an anonymous request. */
  readonly signer: Signer | undefined
  /** The request ID that the answer carries. */
  readonly id: string
}

export async function receive(request: IncomingMessage): Promise<Call> {
  const [path = '/', ...rest] = (request.url ?? '/').split('?')
  const query = Object.fromEntries(new URLSearchParams(rest.join('?')))
  const headers = singleValues(request)
  return {
    method: request.method ?? 'GET',
    path,
    query,
    headers,
    body: await bytesOf(request),
    signer: signerOf(headers, query),
    id: randomBytes(8).toString('hex').toUpperCase(),
  }
}

function singleValues(request: IncomingMessage): Record<string, string> {
  const entries = Object.entries(request.headersDistinct)
  return Object.fromEntries(entries.map(([name, values = []]) => [name, values.join(',')]))
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

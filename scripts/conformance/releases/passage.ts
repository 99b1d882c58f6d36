// Stands between the action and a server: counts requests, holds or ends them, and lets the server's time pass faster.

import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** What a rule makes of a request: nothing, a wait, or an end of the connection before or after the server did it. */
export type Fate = Promise<unknown> | 'cut before' | 'cut after' | undefined

/** @param asked as in `PUT /bucket/dist/app.js`. */
export type Rule = (asked: string) => Fate

export interface Passage {
  readonly url: string
  /** What decides from now on. */
  rule: Rule
  /** How much later than it is every answer claims to be, in milliseconds; objects keep their age. */
  ahead: number
  close(): void
}

export async function passageTo(endpoint: string): Promise<Passage> {
  const server = createServer((asked, answer) => {
    serve(asked, answer, endpoint, proxy).catch(() => answer.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const proxy: Passage = {
    url: `http://127.0.0.1:${port}`,
    rule: () => undefined,
    ahead: 0,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
  return proxy
}

async function serve(asked: IncomingMessage, answer: ServerResponse, endpoint: string, proxy: Passage): Promise<void> {
  const body = await buffer(asked)
  const fate = proxy.rule(`${asked.method} ${asked.url}`)
  if (fate === 'cut before') {
    answer.destroy()
    return
  }
  if (fate instanceof Promise) await fate
  const { status, headers, body: told } = await forward(asked, body, endpoint)
  if (fate === 'cut after') {
    answer.destroy()
    return
  }
  const date = new Date(Date.now() + proxy.ahead).toUTCString()
  answer.writeHead(status, { ...headers, date }).end(asked.method === 'HEAD' ? undefined : told)
}

/** The signature covers the host that was asked, so it stays as it is. */
async function forward({ method, url, headers }: IncomingMessage, body: Buffer, endpoint: string) {
  const answered = await new Promise<IncomingMessage>((done, failed) => {
    const { hostname, port } = new URL(endpoint)
    const passed = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'transfer-encoding'))
    request({ hostname, port, method, path: url, headers: passed }, done).on('error', failed).end(body)
  })
  return { status: answered.statusCode ?? 502, headers: answered.headers, body: await buffer(answered) }
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** A server on 127.0.0.1. */
export interface Listener {
  readonly url: string
  /** Stops listening and ends every connection, those that wait for an answer too. */
  close(): Promise<void>
}

/** Answers one request; a promise that rejects ends the connection. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Kept-alive connections are never closed from this side, so a client cannot meet a closing one by chance. */
const FOREVER = 0

export async function listen(handler: Handler, port = 0): Promise<Listener> {
  const server = createServer({ keepAliveTimeout: FOREVER, requestTimeout: FOREVER }, (request, response) => {
    handler(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  const chosen = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: `http://127.0.0.1:${chosen}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

// Real servers that answer as a test says, and go away with it.

import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { createServer as createRawServer, type Server as RawServer, type Socket } from 'node:net'
import type { Certificate } from './certificate.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse) => void

const open: RawServer[] = []
const sockets = new Set<Socket>()

/** Ends every server and every connection. */
export async function closeServers(): Promise<void> {
  for (const socket of sockets) socket.destroy()
  await Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
}

/** Answers its address, ending with `/`. */
export async function serve(handler: Handler): Promise<string> {
  return `http://127.0.0.1:${await portOf(createServer(handler))}/`
}

export async function serveSecurely(certificate: Certificate): Promise<string> {
  const server: Server = createSecureServer(certificate, (_, response) => response.end('secret'))
  return `https://localhost:${await portOf(server)}/`
}

/** Whatever the connection says, it gets these bytes. */
export async function serveRaw(bytes: string): Promise<string> {
  return `http://127.0.0.1:${await portOf(createRawServer((socket) => socket.end(bytes)))}/`
}

/** An address where nobody listens. */
export async function nobody(): Promise<string> {
  const server = createServer()
  const port = await portOf(server)
  await new Promise((resolve) => server.close(resolve))
  open.splice(open.indexOf(server), 1)
  return `http://127.0.0.1:${port}/`
}

async function portOf(server: RawServer): Promise<number> {
  open.push(server)
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket)).on('error', () => undefined)
  })
  server.listen(0)
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

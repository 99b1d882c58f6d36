// A TCP proxy that makes every round trip take longer by the same time, and leaves bandwidth alone.

import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export interface Proxy {
  readonly endpoint: string
  close(): Promise<void>
}

/** Bytes on the way in one direction of one connection; above it the sender waits. Far more than a round trip needs. */
const WINDOW = 64 << 20

/** @param roundTrip milliseconds, half of them in each direction; the handshake of a connection takes a whole one, too. */
export async function startProxy(target: string, roundTrip: number): Promise<Proxy> {
  const { hostname, port } = new URL(target)
  const open = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const upstream = connect({ host: hostname, port: Number(port), allowHalfOpen: true, noDelay: true })
    const connected = performance.now() + roundTrip
    const due = () => Math.max(performance.now(), connected) + roundTrip / 2
    relay(client, upstream, due)
    relay(upstream, client, due)
    for (const socket of [client, upstream]) open.add(socket.once('close', () => open.delete(socket)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    endpoint: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    close: async () => {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Hands on what comes, in its order, each part when it is due; a connection that breaks is broken on the other side. */
function relay(source: Socket, sink: Socket, due: () => number): void {
  const line = delayLine<Buffer | undefined>(due, (chunk) => {
    if (chunk === undefined) sink.end()
    else sink.write(chunk)
    onTheWay -= chunk?.length ?? 0
    if (onTheWay + sink.writableLength < WINDOW) source.resume()
  })
  let onTheWay = 0
  source.on('data', (chunk) => {
    onTheWay += chunk.length
    if (onTheWay + sink.writableLength >= WINDOW) source.pause()
    line(chunk)
  })
  sink.on('drain', () => source.resume())
  source.on('end', () => line(undefined))
  source.on('error', () => sink.destroy())
  source.on('close', (broken) => broken && sink.destroy())
}

/** A queue whose parts leave in the order in which they came, each no earlier than it is due. */
export function delayLine<Part>(due: () => number, leave: (part: Part) => void): (part: Part) => void {
  const waiting: { readonly part: Part; readonly due: number }[] = []
  const rearm = () => {
    const next = waiting[0]
    if (next !== undefined) setTimeout(flush, Math.max(0, next.due - performance.now()))
  }
  const flush = () => {
    for (let next = waiting[0]; next !== undefined && next.due <= performance.now(); next = waiting[0]) {
      waiting.shift()
      leave(next.part)
    }
    rearm()
  }
  return (part) => {
    waiting.push({ part, due: due() })
    if (waiting.length === 1) rearm()
  }
}

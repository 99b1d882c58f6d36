import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { delayLine, startProxy } from '../../bench/latency-proxy.ts'

/** A server that answers with what it is sent, until `run` is over. */
async function withEcho(run: (endpoint: string) => Promise<void>): Promise<void> {
  const server = createServer((request, response) => request.pipe(response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await run(`http://127.0.0.1:${port}`).finally(() => {
    server.close()
    server.closeAllConnections()
  })
}

test('what goes through comes back as it was, in both directions', () =>
  withEcho(async (endpoint) => {
    const proxy = await startProxy(endpoint, 2)
    const sent = Buffer.alloc(3_000_000, 'every byte in its place; ')
    const back = await fetch(proxy.endpoint, { method: 'POST', body: sent })
    expect(Buffer.from(await back.arrayBuffer()).equals(sent)).toBe(true)
    await proxy.close()
  }))

test('the first answer on a connection takes two round trips at least, and each later one takes one', () =>
  withEcho(async (endpoint) => {
    const proxy = await startProxy(endpoint, 40)
    const ask = async () => {
      const began = performance.now()
      await (await fetch(proxy.endpoint)).text()
      return performance.now() - began
    }
    expect(await ask()).toBeGreaterThanOrEqual(80)
    expect(await ask()).toBeGreaterThanOrEqual(40)
    await proxy.close()
  }))

test('a connection that the server breaks is broken for the client too', async () => {
  const server = createServer((request) => request.socket.resetAndDestroy()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const proxy = await startProxy(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, 1)
  await expect(fetch(proxy.endpoint)).rejects.toThrow('fetch failed')
  await proxy.close()
  server.close()
})

test('parts leave in the order in which they came, although a later one is due earlier', async () => {
  const dues = [performance.now() + 30, performance.now() + 5]
  const left: string[] = []
  const line = delayLine<string>(
    () => dues.shift() ?? 0,
    (part) => left.push(part),
  )
  line('first')
  line('second')
  while (left.length < 2) await sleep(1)
  expect(left).toEqual(['first', 'second'])
})

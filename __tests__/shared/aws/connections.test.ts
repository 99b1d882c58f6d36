// Connections that are kept: how many there are, what ends them, and what is said of those that break.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createListener, type Server, type Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { S3Client } from '@aws-sdk/client-s3'
import { afterEach, describe, expect, test } from '@jest/globals'
import { HttpRequest } from '@smithy/core/protocols'
import { isTransientError } from '@smithy/core/retry'
import { keptConnections } from '../../../src/shared/aws/connections.ts'
import { LARGE, waitingForLeave } from '../../../src/shared/aws/large-bodies.ts'
import { openGate } from '../../../src/shared/gate.ts'
import { caught } from '../support/caught.ts'
import '../support/node-errors.ts'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** Answers the port. */
async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ends.push(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return (server.address() as AddressInfo).port
}

/** A server that answers when a request has arrived whole; its connections are counted. */
async function serving(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  let connections = 0
  const server = createServer((request, response) => {
    request.resume().on('end', () => answer(request, response))
  })
  server.on('connection', () => {
    connections += 1
  })
  return { port: await listening(server), connections: () => connections }
}

function asked(port: number, more: Partial<HttpRequest> = {}): HttpRequest {
  return new HttpRequest({
    method: 'PUT',
    path: '/a',
    headers: { host: `127.0.0.1:${port}` },
    protocol: 'http:',
    ...more,
  })
}

const hello = (_: IncomingMessage, response: ServerResponse) => response.end('hello')

test('an answer comes with status, headers and the whole body', async () => {
  const { port } = await serving(({ method, url, headers }, response) => {
    response.writeHead(404, { 'X-Amz-Some': 'é', Date: 'today' })
    response.write(`${method} ${url} `)
    response.end(headers['x-more'])
  })
  const send = keptConnections({ connections: 1 }, openGate())
  const answer = await send(
    asked(port, { query: { 'x-id': 'PutObject', a: 'b c' }, headers: { host: `127.0.0.1:${port}`, 'x-more': '1' } }),
  )
  expect(answer).toMatchObject({ statusCode: 404, headers: { 'x-amz-some': 'é', date: 'today' } })
  expect(String(answer.body)).toBe('PUT /a?a=b%20c&x-id=PutObject 1')
})

test.each(['PUT', 'HEAD', 'DELETE'])('%s leaves its connection to the next request', async (method) => {
  const { port, connections } = await serving(hello)
  const send = keptConnections({ connections: 1 }, openGate())
  for (let request = 0; request < 3; request += 1) await send(asked(port, { method }))
  expect(connections()).toBe(1)
})

test('no more requests are under way at once than there may be connections', async () => {
  const waiting: ServerResponse[] = []
  const { port } = await serving((_, response) => void waiting.push(response))
  const send = keptConnections({ connections: 2 }, openGate())
  const sent = Array.from({ length: 5 }, () => send(asked(port)))
  for (const expected of [2, 2, 1]) {
    while (waiting.length < expected) await turn()
    for (let later = 0; later < 20; later += 1) await turn()
    expect(waiting).toHaveLength(expected)
    for (const response of waiting.splice(0)) response.end()
  }
  await Promise.all(sent)
})

describe('a connection that', () => {
  const silence = 200

  test('is silent is given up, and the SDK knows that it may be tried again', async () => {
    const { port } = await serving(() => {})
    const error = await caught(keptConnections({ connections: 1, silence }, openGate())(asked(port)))
    expect(error).toMatchObject({ name: 'TimeoutError', code: 'ETIMEDOUT', message: 'no byte for 200 ms' })
    expect(isTransientError(error as never)).toBe(true)
  })

  test('falls silent in the middle of an answer is given up', async () => {
    const { port } = await serving((_, response) => void response.writeHead(200, { 'Content-Length': 10 }).write('one'))
    const error = await caught(keptConnections({ connections: 1, silence }, openGate())(asked(port)))
    expect(error).toMatchObject({ name: 'TimeoutError' })
  })

  test('goes on slowly is waited for', async () => {
    const { port } = await serving((_, response) => {
      let left = 4
      const next = setInterval(() => {
        left -= 1
        if (left > 0) return void response.write('.')
        clearInterval(next)
        response.end('.')
      }, silence / 2)
    })
    const answer = await keptConnections({ connections: 1, silence }, openGate())(asked(port))
    expect(String(answer.body)).toBe('....')
  })

  test.each([
    ['breaks before an answer', ''],
    ['breaks in the middle of the headers', 'HTTP/1.1 200 OK\r\nETag'],
    ['breaks in the middle of the body', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc'],
  ])('%s is a reset', async (_, begun) => {
    const port = await listening(
      createListener((socket) => {
        socket.once('data', () => socket.end(begun))
      }),
    )
    const error = await caught(keptConnections({ connections: 1 }, openGate())(asked(port)))
    expect(error).toMatchObject({ code: 'ECONNRESET' })
    expect(isTransientError(error as never)).toBe(true)
  })

  test('nobody takes is a refusal', async () => {
    const { port } = await serving(hello)
    for (const end of ends.splice(0)) end()
    const error = await caught(keptConnections({ connections: 1 }, openGate())(asked(port)))
    expect(error).toMatchObject({ code: 'ECONNREFUSED' })
  })
})

test('a header that no server may be sent is an error before anything is sent', async () => {
  const { port, connections } = await serving(hello)
  const headers = { host: `127.0.0.1:${port}`, 'x-amz-meta-a': '漢' }
  const error = await caught(keptConnections({ connections: 1 }, openGate())(asked(port, { headers })))
  expect(error).toMatchObject({ message: expect.stringMatching(/x-amz-meta-a/) })
  expect(connections()).toBe(0)
})

test('the gate is passed when the connection is there, however long that took', async () => {
  let [requests, isLate] = [0, false]
  const { port } = await serving((_, response) => {
    requests += 1
    response.end()
  })
  const gate = openGate()
  gate.watch(() => (isLate ? new Error('taken over') : undefined))
  const send = keptConnections({ connections: 1 }, gate)
  const sent = send(asked(port))
  isLate = true
  await expect(sent).rejects.toThrow('taken over')
  expect(requests).toBe(0)
})

test('when the gate shuts, what is under way and what waits fails with its reason', async () => {
  const arrivals: string[] = []
  const { port } = await serving(({ url = '' }) => void arrivals.push(url))
  const [gate, reason] = [openGate(), new Error('shut')]
  const send = keptConnections({ connections: 1 }, gate)
  const outcomes = Promise.all(['/one', '/two'].map((path) => caught(send(asked(port, { path })))))
  while (arrivals.length === 0) await turn()
  gate.shut(reason)
  expect(await outcomes).toEqual([reason, reason])
  expect(arrivals).toEqual(['/one'])
})

describe('a large body', () => {
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
  const client = new S3Client({ region: 'us-east-1', credentials })
  const never = () => Promise.reject(new Error('sent without leave'))
  const put = (port: number, length: number) => {
    const headers = { host: `127.0.0.1:${port}`, 'content-length': String(length) }
    return asked(port, { hostname: '127.0.0.1', port, headers, body: Buffer.alloc(length) })
  }

  test('is not sent where it is refused', async () => {
    let bytes = 0
    const server = createServer()
    server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
      request.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>')
    })
    const answer = await waitingForLeave(client, never)(put(await listening(server), LARGE))
    expect([answer.statusCode, String(answer.body), bytes]).toEqual([403, expect.stringMatching(/AccessDenied/), 0])
  })

  test('is sent where it is wanted', async () => {
    const { port } = await serving(({ headers }, response) => response.end(headers.expect))
    const answer = await waitingForLeave(client, never)(put(port, LARGE))
    expect([answer.statusCode, String(answer.body)]).toEqual([200, '100-continue'])
  })

  test('is one of 2 MiB; a smaller one asks nobody', async () => {
    const { port } = await serving(({ headers }, response) => response.end(String(headers.expect)))
    const send = waitingForLeave(client, keptConnections({ connections: 1 }, openGate()))
    expect(String((await send(put(port, LARGE - 1))).body)).toBe('undefined')
  })
})

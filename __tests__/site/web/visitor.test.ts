// What Node's fetch meets out there, on real connections: every trouble has its kind, and nothing lasts for ever.

import { once } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from '@jest/globals'
import { realClock } from '../../../src/shared/clock.ts'
import { type Gate, openGate } from '../../../src/shared/gate.ts'
import type { Visit } from '../../../src/site/ports.ts'
import { webVisitor } from '../../../src/site/web/visitor.ts'
import { caught } from '../../shared/support/caught.ts'
import { drivenClock } from '../../shared/support/driven-clock.ts'
import { certificateFor } from './certificate.ts'
import { closeServers, type Handler, nobody, serve, serveRaw, serveSecurely } from './servers.ts'

afterAll(closeServers)

const limits = { silence: 10_000, total: 60_000, bytes: 20_000_000 }
const plainly = (address: string, headers = {}): Promise<Visit> =>
  webVisitor(openGate(), realClock).visit(address, headers, limits)
const body = (visit: Visit): string => ('body' in visit ? visit.body.toString() : JSON.stringify(visit))

describe('an answer', () => {
  test('comes with status, headers in lower case, and body', async () => {
    const address = await serve((_, response) => response.writeHead(404, { 'X-Own': 'yes' }).end('gone'))
    expect(await plainly(address)).toMatchObject({ status: 404, headers: { 'x-own': 'yes' }, cut: false })
    expect(body(await plainly(address))).toBe('gone')
  })

  test('is asked for as a browser does', async () => {
    const seen: unknown[] = []
    const address = await serve((request, response) => {
      seen.push(request.method, request.headers)
      response.end()
    })
    await plainly(`${address}a%20b?c=1`, { Authorization: 'Basic abc' })
    expect(seen).toMatchObject([
      'GET',
      {
        'accept-encoding': 'gzip, br',
        accept: '*/*',
        'user-agent': expect.stringMatching(/^Mozilla\/5\.0/),
        authorization: 'Basic abc',
      },
    ])
  })

  test.each<[string, Buffer]>([
    ['gzip', gzipSync('of the shop')],
    ['br', brotliCompressSync('of the shop')],
  ])('in %s is decoded', async (encoding, bytes) => {
    const address = await serve((_, response) => response.writeHead(200, { 'Content-Encoding': encoding }).end(bytes))
    expect(body(await plainly(address))).toBe('of the shop')
  })

  test('that points elsewhere is an answer', async () => {
    const address = await serve((_, response) => response.writeHead(302, { Location: 'https://login.example/' }).end())
    expect(await plainly(address)).toMatchObject({ status: 302, headers: { location: 'https://login.example/' } })
  })

  test('is read no further than so many bytes, once they are decoded', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000))
    const address = await serve((_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb))
    const visit = await webVisitor(openGate(), realClock).visit(address, {}, { ...limits, bytes: 100_000 })
    expect(visit).toMatchObject({ status: 200, cut: true })
    expect(body(visit).length).toBeLessThanOrEqual(100_000)
  })

  test('of exactly so many bytes is whole', async () => {
    const address = await serve((_, response) => response.end('12345'))
    const visit = await webVisitor(openGate(), realClock).visit(address, {}, { ...limits, bytes: 5 })
    expect(visit).toMatchObject({ cut: false })
  })
})

describe('without an answer', () => {
  test('the connection is refused', async () => {
    expect(await plainly(await nobody())).toEqual({ trouble: 'refused', code: 'ECONNREFUSED' })
  })

  test('the name is not known', async () => {
    expect(await plainly('http://shop.invalid/')).toMatchObject({ trouble: 'no such name' })
  })

  test.each<[string, Handler]>([
    ['before the answer', (request) => request.socket.destroy()],
    [
      'in the middle of it',
      (request, response) => {
        response.writeHead(200, { 'Content-Length': '1000' }).write('half', () => request.socket.destroy())
      },
    ],
  ])('the connection is cut %s', async (_, handler) => {
    expect(await plainly(await serve(handler))).toMatchObject({ trouble: 'cut off' })
  })

  test('something else than HTTP is spoken', async () => {
    expect(await plainly(await serveRaw('220 mail.example\r\n'))).toMatchObject({ trouble: 'garbled' })
  })

  test('the body is not encoded as it says', async () => {
    const handler: Handler = (_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('plain text')
    expect(await plainly(await serve(handler))).toMatchObject({ trouble: 'garbled' })
  })

  test('a header that cannot be sent is not told', async () => {
    const visit = await plainly(await nobody(), { authorization: 'Basic \n secret' })
    expect(visit).toEqual({ trouble: 'failed', code: '' })
  })
})

describe('behind TLS', () => {
  const days = (count: number): Date => new Date(Date.now() + count * 86_400_000)
  const valid = certificateFor('localhost', days(-1), days(300))
  const expired = certificateFor('localhost', days(-900), days(-500))
  const other = certificateFor('shop.example', days(-1), days(300))
  const stranger = certificateFor('localhost', days(-1), days(300))
  const usual = getCACertificates('default')
  setDefaultCACertificates([...usual, valid.cert, expired.cert, other.cert])
  afterAll(() => setDefaultCACertificates(usual))

  test('a certificate that is trusted is', async () => {
    expect(body(await plainly(await serveSecurely(valid)))).toBe('secret')
  })

  test.each([
    [expired, 'certificate expired', 'CERT_HAS_EXPIRED'],
    [other, 'certificate of another name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    [stranger, 'certificate of unknown issuer', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ])('one that is not has its reason (%#)', async (certificate, trouble, code) => {
    expect(await plainly(await serveSecurely(certificate))).toEqual({ trouble, code })
  })

  test('a server without TLS is told', async () => {
    const address = await serve((_, response) => response.end())
    expect(await plainly(address.replace('http:', 'https:'))).toMatchObject({ trouble: 'no TLS' })
  })
})

describe('time', () => {
  test('runs out where nothing comes', async () => {
    const [clock, asked] = [drivenClock(), Promise.withResolvers<void>()]
    const address = await serve(() => asked.resolve())
    const visit = webVisitor(openGate(), clock).visit(address, {}, limits)
    await asked.promise
    await clock.pass(9999)
    expect(await settledYet(visit)).toBe(false)
    await clock.pass(1)
    expect(await visit).toEqual({ trouble: 'silent', code: 'timeout' })
    expect(clock.sleepers()).toBe(0)
  })

  test('runs out where an answer never ends, however busy it is', async () => {
    const clock = drivenClock()
    let stop = false
    const address = await serve((_, response) => {
      const drip = (): void => {
        if (!stop) response.write('drop', () => setImmediate(drip))
      }
      drip()
    })
    const visit = webVisitor(openGate(), clock).visit(address, {}, { ...limits, bytes: Number.POSITIVE_INFINITY })
    while (!(await settledYet(visit))) await clock.pass(1000)
    stop = true
    expect(await visit).toEqual({ trouble: 'silent', code: 'timeout' })
    expect(clock.monotonic()).toBeGreaterThan(30_000)
    expect(clock.monotonic()).toBeLessThanOrEqual(61_000)
  })

  test('goes on where more comes in time', async () => {
    const clock = drivenClock()
    const { promise: first, resolve: begun } = Promise.withResolvers<() => void>()
    const address = await serve((_, response) => {
      response.write('slow')
      begun(() => response.end(' but there'))
    })
    const visit = webVisitor(openGate(), clock).visit(address, {}, limits)
    const end = await first
    await clock.pass(9000)
    end()
    expect(body(await visit)).toBe('slow but there')
    expect(clock.sleepers()).toBe(0)
  })
})

describe('a gate', () => {
  const lost = new Error('The lease is lost.')

  test('that shuts ends what is under way with its reason', async () => {
    const [gate, asked] = [openGate(), Promise.withResolvers<void>()]
    const address = await serve((request) => {
      asked.resolve()
      closed = once(request.socket, 'close')
    })
    let closed: Promise<unknown> = Promise.resolve()
    const visit = caught(webVisitor(gate, realClock).visit(address, {}, limits))
    await asked.promise
    gate.shut(lost)
    expect(await visit).toBe(lost)
    await closed
  })

  test.each<[string, (gate: Gate) => void]>([
    ['is shut', (gate) => gate.shut(lost)],
    ['finds a reason to shut', (gate) => void gate.watch(() => lost)],
  ])('that %s lets nothing out', async (_, shut) => {
    const gate = openGate()
    let requests = 0
    const address = await serve((_, response) => {
      requests += 1
      response.end()
    })
    shut(gate)
    expect(await caught(webVisitor(gate, realClock).visit(address, {}, limits))).toBe(lost)
    expect(requests).toBe(0)
  })
})

async function settledYet(promise: Promise<unknown>): Promise<boolean> {
  let settled = false
  promise.then(
    () => {
      settled = true
    },
    () => {
      settled = true
    },
  )
  for (let count = 0; count < 10; count += 1) await turn()
  return settled
}

// How AWS clients are set up, and what happens when credentials run out.

import { describe, expect, test } from '@jest/globals'
import { clientOptions, guarded, hasExpired, withFreshCredentials } from '../../src/shared/aws-client.ts'
import { openGate } from '../../src/shared/gate.ts'
import { caught } from './support/caught.ts'
import { fakeClock } from './support/clock.ts'

const named = (name: string) => Object.assign(new Error('no'), { name })

/** A client that counts how often it was asked for new credentials. */
function clientWithCredentials() {
  const refreshes: unknown[] = []
  const credentials = async (options?: { readonly forceRefresh?: boolean }) => refreshes.push(options)
  return { refreshes, config: { credentials } }
}

/** Throws these errors in turn, and answers after the last one. */
function failing(...errors: Error[]) {
  let sent = 0
  return async () => {
    const error = errors[sent]
    sent += 1
    if (error !== undefined) throw error
    return sent
  }
}

describe('a request', () => {
  test('that succeeds is sent once', async () => {
    const client = clientWithCredentials()
    expect(await withFreshCredentials(client, failing())).toBe(1)
    expect(client.refreshes).toEqual([])
  })

  test('whose credentials have expired is sent once more with fresh ones', async () => {
    const client = clientWithCredentials()
    expect(await withFreshCredentials(client, failing(named('ExpiredToken')))).toBe(2)
    expect(client.refreshes).toEqual([{ forceRefresh: true }])
  })

  test('is not sent a third time when the fresh ones have expired too', async () => {
    const again = named('ExpiredToken')
    const client = clientWithCredentials()
    expect(await caught(withFreshCredentials(client, failing(named('ExpiredToken'), again)))).toBe(again)
    expect(client.refreshes).toHaveLength(1)
  })

  test('that fails for another reason is not repeated', async () => {
    const denied = named('AccessDenied')
    const client = clientWithCredentials()
    expect(await caught(withFreshCredentials(client, failing(denied)))).toBe(denied)
    expect(client.refreshes).toEqual([])
  })
})

test.each([
  [named('ExpiredToken'), true],
  [named('ExpiredTokenException'), true],
  [named('TokenRefreshRequired'), true],
  [named('AccessDenied'), false],
  ['ExpiredToken', false],
])('%s has expired: %s', (error, expired) => {
  expect(hasExpired(error)).toBe(expired)
})

test('connections are kept, as many as there are requests at once, and silent ones are given up after 15 seconds', () => {
  expect(clientOptions({ region: 'eu-central-1', connections: 64 }, openGate(), fakeClock())).toMatchObject({
    region: 'eu-central-1',
    maxAttempts: 6,
    requestHandler: {
      connectionTimeout: 15_000,
      socketTimeout: 15_000,
      httpAgent: { keepAlive: true, maxSockets: 64 },
      httpsAgent: { keepAlive: true, maxSockets: 64 },
    },
  })
})

test('nobody waits for another attempt once the gate is shut', async () => {
  const [gate, reason] = [openGate(), new Error('shut')]
  const { retryStrategy } = clientOptions({ region: 'eu-central-1', connections: 1 }, gate, fakeClock())
  gate.shut(reason)
  const token = await retryStrategy.acquireInitialRetryToken()
  const next = retryStrategy.refreshRetryTokenForRetry(token, { error: new Error('503'), errorType: 'SERVER_ERROR' })
  expect(await caught(next)).toBe(reason)
})

/** A client as the SDK makes them, as far as it is guarded: middleware and what sends a request in the end. */
function bareClient(answer: (options: { readonly abortSignal?: AbortSignal }) => Promise<string>) {
  type Middleware = <Args, Answer>(next: (args: Args) => Promise<Answer>) => (args: Args) => Promise<Answer>
  const added = new Map<string, Middleware>()
  const requestHandler = { handle: (_request: unknown, options = {}) => answer(options) }
  const credentials = async () => undefined
  const config = { credentials, requestHandler }
  const add = (middleware: Middleware, { step }: { readonly step: string }) => void added.set(step, middleware)
  const middlewareStack = { add }
  const client = { config, middlewareStack }
  const send = async (options = {}) => {
    const last = () => client.config.requestHandler.handle('request', { other: true, ...options } as object)
    const gated = added.get('finalizeRequest')?.(last) ?? last
    return await (added.get('initialize')?.(gated) ?? gated)(undefined)
  }
  return { client, send }
}

describe('a client behind a gate', () => {
  test('sends with the signal of the gate', async () => {
    const gate = openGate()
    const { client, send } = bareClient(async ({ abortSignal, ...others }) => {
      expect([abortSignal, others]).toEqual([gate.signal, { other: true }])
      return 'answer'
    })
    expect(guarded(client, gate)).toBe(client)
    expect(await send()).toBe('answer')
  })

  test.each(['gate', 'caller'] as const)('ends a request when the %s wants it', async (who) => {
    const [gate, caller] = [openGate(), new AbortController()]
    const { client, send } = bareClient(async ({ abortSignal }) => {
      expect(abortSignal?.aborted).toBe(false)
      if (who === 'gate') gate.shut(new Error('shut'))
      else caller.abort()
      return String(abortSignal?.aborted)
    })
    guarded(client, gate)
    expect(await send({ abortSignal: caller.signal })).toBe('true')
  })

  test('sends nothing once it is shut', async () => {
    const [gate, reason] = [openGate(), new Error('shut')]
    const { client, send } = bareClient(() => Promise.reject(new Error('sent')))
    guarded(client, gate)
    gate.shut(reason)
    expect(await caught(send())).toBe(reason)
  })
})

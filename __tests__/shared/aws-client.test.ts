// How AWS clients are set up, and what happens when credentials run out.

import { describe, expect, test } from '@jest/globals'
import { clientOptions, hasExpired, withFreshCredentials } from '../../src/shared/aws-client.ts'
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
  expect(clientOptions('eu-central-1', 64, fakeClock())).toMatchObject({
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

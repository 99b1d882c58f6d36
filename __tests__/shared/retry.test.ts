// When an AWS call is tried again, and how long it waits before.

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { ATTEMPTS, patientRetries } from '../../src/shared/retry.ts'
import { caught } from './support/caught.ts'
import { fakeClock } from './support/clock.ts'

/** Fails every attempt in the same way and answers the pauses between them, and what is thrown in the end. */
async function failingCall(errorType: string, random: () => number, retryAfterHint?: () => Date) {
  const clock = fakeClock()
  const strategy = patientRetries(clock, random)
  const error = new Error(errorType)
  const call = async () => {
    for (let token = await strategy.acquireInitialRetryToken(); ; ) {
      const hint = retryAfterHint === undefined ? {} : { retryAfterHint: retryAfterHint() }
      token = await strategy.refreshRetryTokenForRetry(token, { error, errorType, ...hint })
    }
  }
  return { thrown: await caught(call()), error, pauses: clock.slept }
}

const longest = () => 1

test.each([
  { errorType: 'TRANSIENT', pauses: [100, 200, 400, 800, 1600] },
  { errorType: 'SERVER_ERROR', pauses: [100, 200, 400, 800, 1600] },
  { errorType: 'THROTTLING', pauses: [500, 1000, 2000, 4000, 8000] },
])('$errorType is tried six times, with pauses of at most $pauses', async ({ errorType, pauses }) => {
  const call = await failingCall(errorType, longest)

  expect(call.pauses).toEqual(pauses)
  expect(call.pauses).toHaveLength(ATTEMPTS - 1)
  expect(call.thrown).toBe(call.error)
})

test('any other answer in 4xx, a refused condition too, is handed to the caller at once', async () => {
  const call = await failingCall('CLIENT_ERROR', longest)

  expect(call.pauses).toEqual([])
  expect(call.thrown).toBe(call.error)
})

describe('what is asked again, whatever the SDK calls it', () => {
  const failed = (name: string, httpStatusCode: number, clockSkewCorrected = true) =>
    Object.assign(new Error(name), { name, $metadata: { httpStatusCode, clockSkewCorrected } })
  const isAskedAgain = async (error: Error, errorType: string) => {
    const clock = fakeClock()
    const strategy = patientRetries(clock)
    const token = await strategy.acquireInitialRetryToken()
    await strategy.refreshRetryTokenForRetry(token, { error, errorType }).catch((thrown) => expect(thrown).toBe(error))
    return clock.slept.length > 0
  }

  test('what a server does not know it will not know later either', async () => {
    expect(await isAskedAgain(failed('NotImplemented', 501, false), 'SERVER_ERROR')).toBe(false)
  })

  test.each([
    { name: 'PreconditionFailed', status: 412, again: false },
    { name: 'NoSuchKey', status: 404, again: false },
    { name: 'AccessDenied', status: 403, again: false },
    { name: 'RequestTimeTooSkewed', status: 403, again: true },
    { name: 'RequestTimeout', status: 400, again: true },
    { name: 'InternalError', status: 500, again: true },
  ])('with a clock that is off, $name is asked again: $again', async ({ name, status, again }) => {
    expect(await isAskedAgain(failed(name, status), 'TRANSIENT')).toBe(again)
  })

  test('and so is what asks to slow down', async () => {
    expect(await isAskedAgain(failed('TooManyRequestsException', 429), 'THROTTLING')).toBe(true)
  })
})

test('the pauses are random, so that many requests do not come back at the same moment', async () => {
  expect((await failingCall('TRANSIENT', () => 0.5)).pauses).toEqual([50, 100, 200, 400, 800])
})

test('no pause is ever longer than eight seconds, nor negative', async () => {
  const kinds = fc.constantFrom('TRANSIENT', 'SERVER_ERROR', 'THROTTLING')
  const randoms = fc.double({ min: 0, max: 1, noNaN: true })
  await fc.assert(
    fc.asyncProperty(kinds, randoms, async (kind, random) => {
      const { pauses } = await failingCall(kind, () => random)
      expect(pauses.every((pause) => pause >= 0 && pause <= 8000)).toBe(true)
    }),
  )
})

describe('when the service says when to come back', () => {
  const inSeconds = (seconds: number) => () => new Date(Date.now() + seconds * 1000)

  test('it is obeyed', async () => {
    const [pause = 0] = (await failingCall('THROTTLING', longest, inSeconds(10))).pauses
    expect(pause).toBeGreaterThan(9000)
    expect(pause).toBeLessThanOrEqual(10_000)
  })

  test('but not for longer than twenty seconds', async () => {
    expect((await failingCall('THROTTLING', longest, inSeconds(3600))).pauses[0]).toBe(20_000)
  })

  test('a moment in the past shortens nothing', async () => {
    expect((await failingCall('TRANSIENT', longest, inSeconds(-60))).pauses[0]).toBe(100)
  })
})

test('a success spends nothing that later requests would miss', async () => {
  const strategy = patientRetries(fakeClock())
  strategy.recordSuccess()
  expect((await strategy.acquireInitialRetryToken()).getRetryCount()).toBe(0)
})

test('the SDK is left no pause of its own to add', async () => {
  expect((await patientRetries(fakeClock()).acquireInitialRetryToken()).getRetryDelay()).toBe(0)
})

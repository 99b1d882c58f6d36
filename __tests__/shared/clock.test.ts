import { expect, test } from '@jest/globals'
import { realClock } from '../../src/shared/clock.ts'

test('time only ever grows, and a sleep ends', async () => {
  const before = realClock.monotonic()
  await realClock.sleep(1)
  expect(realClock.monotonic()).toBeGreaterThan(before)
})

// The phases of a run and the time they took.

import { expect, test } from '@jest/globals'
import { stopwatch } from '../../src/shared/stopwatch.ts'
import { caught } from './support/caught.ts'
import { fakeClock } from './support/clock.ts'
import { recordingLog } from './support/log.ts'

test('each phase is a group in the log, and its time is kept', async () => {
  const [clock, log] = [fakeClock(), recordingLog()]
  const watch = stopwatch(clock, log)

  expect(await watch.phase('Read', async () => clock.sleep(400).then(() => 'read'))).toBe('read')
  await watch.phase('Plan', () => clock.sleep(20))

  expect(log.told('group')).toEqual(['Read', 'Plan'])
  expect(watch.phases).toEqual([
    { name: 'Read', milliseconds: 400 },
    { name: 'Plan', milliseconds: 20 },
  ])
})

test('a phase that fails counts too', async () => {
  const clock = fakeClock()
  const watch = stopwatch(clock, recordingLog())
  const error = new Error('no')
  const failing = async () => {
    await clock.sleep(70)
    throw error
  }

  expect(await caught(watch.phase('Publish', failing))).toBe(error)
  expect(watch.phases).toEqual([{ name: 'Publish', milliseconds: 70 }])
})

import { expect, test } from '@jest/globals'
import type { Asked, World } from '../../../src/beanstalk/ports.ts'
import { findCaller } from '../../../src/beanstalk/read/caller.ts'
import { readInputs } from '../../../src/beanstalk/read/inputs.ts'
import { fakeClock } from '../../shared/support/clock.ts'
import { recordingLog } from '../../shared/support/log.ts'

test('an answer that does not come is waited for no longer than five seconds, and nothing asks on', async () => {
  const log = recordingLog()
  const wallClock = fakeClock()
  let asking: AbortSignal | undefined
  const caller: World['caller'] = (signal) => {
    asking = signal
    return new Promise<Asked>(() => undefined)
  }
  const world: Pick<World, 'caller' | 'log' | 'wallClock'> = { caller, log, wallClock }
  const inputs = readInputs({ INPUT_MODE: 'resume', INPUT_APPLICATION: 'api', INPUT_ENVIRONMENT: 'api-prod' })
  expect(await findCaller(inputs, world)).toBeUndefined()
  expect(wallClock.monotonic()).toBe(5_000)
  expect(asking?.aborted).toBe(true)
  expect(log.lines).toEqual([
    'notice: Who this run is for AWS was not found out: STS could not be asked (no answer in 5 s).',
  ])
})

// The beginning of a deploy: what is read at once must not wait for each other where one of it fails.

import { expect, test } from '@jest/globals'
import { messagesOf } from '../../src/shared/action.ts'
import { realClock } from '../../src/shared/clock.ts'
import { Failure } from '../../src/shared/failure.ts'
import { stopwatch } from '../../src/shared/stopwatch.ts'
import { deploySite } from '../../src/site/deploy.ts'
import { readInputs } from '../../src/site/read/inputs.ts'
import { newAccount } from '../../src/site/report/account.ts'
import { caught } from '../shared/support/caught.ts'
import { type MemoryWorld, memoryWorld } from './support/world.ts'

test('a build that cannot be read ends a list that waits for its paths', async () => {
  const world = memoryWorld()
  const list: MemoryWorld['bucket']['list'] = async (_, expected = []) => {
    await Promise.all(expected)
    return []
  }
  const account = newAccount(stopwatch(realClock, world.log))
  const read = async () => {
    throw new Failure('Could not read the build')
  }
  const inputs = readInputs({ INPUT_BUCKET: 'shop' })
  const deploy = deploySite(inputs, read, { ...world, bucket: { ...world.bucket, list } }, account)
  expect(messagesOf(await caught(deploy))).toEqual(['Could not read the build.'])
})

// Whoever has two mistakes to mend hears of both.

import { expect, test } from '@jest/globals'
import { Failure } from '../../src/shared/failure.ts'
import { together } from '../../src/shared/together.ts'
import { caught } from './support/caught.ts'
import { moment, settled } from './support/moments.ts'

test('the answers stand in the order of the questions', async () => {
  expect(await together([Promise.resolve('one'), Promise.resolve(2)])).toEqual(['one', 2])
})

test('every failure is told', async () => {
  const [folder, bucket] = [new Failure('Could not read dist', { why: 'gone' }), new Error('no such bucket')]

  expect(await caught(together([Promise.reject(folder), Promise.resolve(1), Promise.reject(bucket)]))).toMatchObject({
    errors: [folder, bucket],
  })
})

test('the same message from two different errors is told twice', async () => {
  const [first, second] = [new Error('boom'), new Error('boom')]

  expect(await caught(together([Promise.reject(first), Promise.reject(second)]))).toMatchObject({
    errors: [first, second],
  })
})

test('what is under way when something fails is awaited', async () => {
  const slow = moment()
  let over = false
  const all = caught(together([Promise.reject(new Error('no')), slow.promise]))
  void all.then(() => {
    over = true
  })

  await settled()
  expect(over).toBe(false)
  slow.end()
  await all
})

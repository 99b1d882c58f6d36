// The budget that keeps memory from following the size of a site.

import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { byteBudget } from '../../src/shared/budget.ts'
import { caught } from './support/caught.ts'
import { moment, settled } from './support/moments.ts'

test('it never lends more than its total, and everybody gets a turn', async () => {
  const wishes = fc.array(fc.record({ bytes: fc.integer({ min: 0, max: 150 }), fails: fc.boolean() }), {
    maxLength: 30,
  })
  await fc.assert(
    fc.asyncProperty(wishes, fc.scheduler(), async (given, scheduler) => {
      const budget = byteBudget(100)
      let lent = 0
      let most = 0
      const spend = async ({ bytes, fails }: { bytes: number; fails: boolean }) =>
        await budget.spend(bytes, async () => {
          lent += Math.min(bytes, 100)
          most = Math.max(most, lent)
          await scheduler.schedule(Promise.resolve())
          lent -= Math.min(bytes, 100)
          if (fails) throw new Error('wanted')
          return bytes
        })
      const outcomes = await scheduler.waitFor(Promise.allSettled(given.map(spend)))
      expect(most).toBeLessThanOrEqual(100)
      expect(lent).toBe(0)
      expect(outcomes.map(({ status }) => status)).toEqual(given.map(({ fails }) => (fails ? 'rejected' : 'fulfilled')))
    }),
  )
})

test('who came first is served first, also when a smaller wish could be met at once', async () => {
  const budget = byteBudget(100)
  const [first, second] = [moment(), moment()]
  const started: string[] = []
  const spend = (name: string, bytes: number, until: Promise<void>) =>
    budget.spend(bytes, () => {
      started.push(name)
      return until
    })
  const all = [spend('60', 60, first.promise), spend('80', 80, second.promise), spend('10', 10, Promise.resolve())]

  await settled()
  expect(started).toEqual(['60'])
  first.end()
  await settled()
  expect(started).toEqual(['60', '80', '10'])
  second.end()
  await Promise.all(all)
})

test('a wish for more than there is waits until it is alone', async () => {
  const budget = byteBudget(100)
  const small = moment()
  let large = false
  const all = [
    budget.spend(1, () => small.promise),
    budget.spend(1000, async () => {
      large = true
    }),
  ]

  await settled()
  expect(large).toBe(false)
  small.end()
  await Promise.all(all)
  expect(large).toBe(true)
})

test('work that fails gives back what it was lent, and its error reaches the caller', async () => {
  const budget = byteBudget(10)
  const error = await caught(
    budget.spend(10, async () => {
      throw new Error('disk gone')
    }),
  )

  expect(error).toEqual(new Error('disk gone'))
  expect(await budget.spend(10, async () => 'next')).toBe('next')
})

// Bounded parallelism: never more than the limit, nothing after a failure, every failure told.

import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { PartialFailure, parallel } from '../../src/shared/parallel.ts'
import { caught } from './support/caught.ts'
import { moment, settled } from './support/moments.ts'

const items = fc.array(fc.integer(), { maxLength: 30 })
const limits = fc.integer({ min: 1, max: 8 })

test('never more than the limit are under way, whatever ends first', async () => {
  await fc.assert(
    fc.asyncProperty(items, limits, fc.scheduler(), async (given, limit, scheduler) => {
      let running = 0
      let most = 0
      const work = async (item: number) => {
        running += 1
        most = Math.max(most, running)
        await scheduler.schedule(Promise.resolve())
        running -= 1
        return item
      }
      await scheduler.waitFor(parallel(given, limit, work))
      expect(most).toBe(Math.min(limit, given.length))
    }),
  )
})

test('the results stand in the order of the items, whatever ends first', async () => {
  await fc.assert(
    fc.asyncProperty(items, limits, fc.scheduler(), async (given, limit, scheduler) => {
      const work = async (item: number) => await scheduler.schedule(Promise.resolve(item * 2))
      expect(await scheduler.waitFor(parallel(given, limit, work))).toEqual(given.map((item) => item * 2))
    }),
  )
})

test('nothing starts after a failure, every failure is told, and what was not tried is counted', async () => {
  const tasks = fc.array(fc.record({ fails: fc.boolean() }), { minLength: 1, maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(tasks, limits, fc.scheduler(), async (given, limit, scheduler) => {
      const thrown: unknown[] = []
      let started = 0
      const work = async ({ fails }: { fails: boolean }) => {
        if (thrown.length > 0) throw new Error('started after a failure')
        started += 1
        await scheduler.schedule(Promise.resolve())
        if (!fails) return
        thrown.push(new Error('wanted'))
        throw thrown.at(-1)
      }
      const outcome = await scheduler.waitFor(parallel(given, limit, work).catch((error: unknown) => error))
      if (thrown.length === 0) expect(outcome).toHaveLength(given.length)
      else expect(outcome).toMatchObject({ failures: thrown, untried: given.length - started })
    }),
  )
})

test('what is under way when something fails is awaited, so that nothing goes on behind the caller’s back', async () => {
  const slow = moment()
  let over = false
  const all = caught(parallel([slow.promise, Promise.reject(new Error('no'))], 2, (one) => one))
  void all.then(() => {
    over = true
  })

  await settled()
  expect(over).toBe(false)
  slow.end()
  expect(await all).toBeInstanceOf(PartialFailure)
})

test('work that throws before it waits is a failure like any other', async () => {
  const work = (): Promise<void> => {
    throw new Error('at once')
  }
  expect(await caught(parallel([1, 2, 3], 1, work))).toMatchObject({
    message: '1 failed, 2 not tried',
    failures: [new Error('at once')],
    untried: 2,
  })
})

test('of no items there are no results', async () => {
  expect(await parallel([], 4, async (item) => item)).toEqual([])
})

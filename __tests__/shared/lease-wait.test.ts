// Somebody else has the lease: waiting for it, and taking it over when it ran out.

import { describe, expect, test } from '@jest/globals'
import { type Leasing, leasing, nameOfJob, type Worker } from './support/leasing.ts'
import { never } from './support/memory-store.ts'

/** Somebody took the lease and was never heard of again. */
async function abandoned(): Promise<Leasing> {
  const world = leasing()
  const gone = world.start('gone')
  await world.clock.pass(0)
  gone.way.always({ before: never })
  return world
}

/** Lets time pass until somebody has the lease, and answers how long that took. */
async function timeUntilTaken({ clock }: Leasing, worker: Worker): Promise<number> {
  const since = clock.monotonic()
  while (!worker.lease()) await clock.pass(100)
  return clock.monotonic() - since
}

describe('a lease that is not renewed any longer', () => {
  test.each([
    [31_000, false],
    [31_999, false],
    [32_000, true],
    [100_000, true],
  ])('after %d ms, whoever comes takes it over: %s', async (age, takes) => {
    const { clock, start, lease } = await abandoned()
    clock.jump(age)
    const worker = start('deploy')
    await clock.pass(0)

    expect(worker.lease()?.fence).toBe(takes ? 2 : undefined)
    expect(lease()).toMatchObject({ fence: takes ? 2 : 1, job: takes ? 'deploy' : 'gone' })
  })

  test('is taken over by one who waited, soon after it ran out', async () => {
    const world = await abandoned()
    const worker = world.start('deploy')
    await world.clock.pass(0)
    const waited = await timeUntilTaken(world, worker)

    expect(waited).toBeGreaterThanOrEqual(32_000)
    expect(waited).toBeLessThan(34_500)
    expect(worker.lease()?.fence).toBe(2)
    expect(worker.log.told('warning')).toEqual([])
    expect(worker.log.told('info').slice(-2)).toEqual([
      `The lease of ${nameOfJob('gone')} ran out, last renewed 32 s ago`,
      'Took the lease, number 2',
    ])
  })

  test('is taken over by one of two who waited', async () => {
    const world = await abandoned()
    const [one, other] = [world.start('one'), world.start('other')]
    await world.clock.pass(60_000)
    expect([one, other].filter((worker) => worker.lease())).toHaveLength(1)
  })

  test('is taken over even where the process that left it belongs to the same run, and no sooner', async () => {
    const world = await abandoned()
    const again = world.start('gone')
    await world.clock.pass(0)
    expect(await timeUntilTaken(world, again)).toBeGreaterThanOrEqual(32_000)
  })
})

describe('a lease that is renewed', () => {
  test('is waited for, two seconds from look to look, and taken when it is given back', async () => {
    const { clock, start } = leasing()
    const holder = start('holder')
    await clock.pass(0)
    const worker = start('deploy')
    await clock.pass(100_000)
    expect(worker.lease()).toBeUndefined()
    expect(worker.way.sent).toEqual(Array.from({ length: 51 }, () => 'get'))

    holder.end()
    await clock.pass(2000)
    expect(worker.lease()?.fence).toBe(2)
    expect(worker.log.lines.some((line) => line.includes('ran out'))).toBe(false)
  })

  test('is told at once, and every 30 seconds again: who has it, and since when nothing was heard', async () => {
    const { clock, start } = leasing()
    start('holder')
    await clock.pass(3000)
    const worker = start('deploy')
    await clock.pass(61_000)
    const told = (age: number) =>
      `info: Waiting for the lease: ${nameOfJob('holder')} has it, last renewed ${age} s ago`
    expect(worker.log.lines).toEqual([told(3), told(3), told(3)])
  })

  test('is not waited for longer than ten minutes', async () => {
    const { clock, start, lease } = leasing()
    start('holder')
    await clock.pass(5000)
    const worker = start('deploy')
    await clock.pass(599_000)
    expect(worker.over()).toBe(false)
    await clock.pass(1000)

    expect(await worker.outcome).toMatchObject({
      message:
        'Could not take the lease s3://state/.colt-deploy/site/lease.json within ten minutes: ' +
        `${nameOfJob('holder')} has it, last renewed 5 s ago. ` +
        'Wait until that run is over, or cancel it, then run again.',
    })
    expect(lease()).toMatchObject({ job: 'holder' })
  })

  test('is looked at from time to time by everybody, not by all at the same moment', async () => {
    const { clock, start } = leasing()
    start('holder')
    await clock.pass(0)
    const [often, seldom] = [start('often', undefined, 0), start('seldom', undefined, 0.999)]
    await clock.pass(30_000)
    expect(often.way.sent).toHaveLength(21)
    expect(seldom.way.sent).toHaveLength(13)
  })
})

test('a store that never writes is not waited for longer than ten minutes either', async () => {
  const { clock, start } = leasing()
  const worker = start('deploy', (way) => way.always({ conflict: true }, 'put'))
  await clock.pass(601_000)
  expect(await worker.outcome).toMatchObject({
    message:
      'Could not take the lease s3://state/.colt-deploy/site/lease.json within ten minutes: ' +
      'it is free, but the store is busy with other writings. Run again later.',
  })
})

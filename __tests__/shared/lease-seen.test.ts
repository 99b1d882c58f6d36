// A lease that was seen before it is taken: one look fewer where it is still the same, and nothing else where it is not.

import { describe, expect, test } from '@jest/globals'
import { readLease, type SeenLease } from '../../src/shared/lease-record.ts'
import { type Leasing, leasing, type Worker } from './support/leasing.ts'
import { never } from './support/memory-store.ts'

/** Somebody had the lease and gave it back. */
async function used(): Promise<Leasing> {
  const world = leasing()
  await workOf(world, world.start('before'))
  return world
}

async function workOf({ clock }: Leasing, worker: Worker): Promise<void> {
  await clock.pass(0)
  worker.end()
  await clock.pass(0)
  expect(await worker.outcome).toBe('worked')
}

/** Starts one that has seen this. */
function starting({ start }: Leasing, lease: SeenLease | undefined): Worker {
  return start('deploy', undefined, 0.5, { lease })
}

describe.each([
  ['that nobody ever had', async () => leasing()],
  ['that was given back', used],
])('a lease %s', (_, begin) => {
  test('is taken without another look', async () => {
    const world = await begin()
    const seen = await readLease(world.store)
    const worker = starting(world, seen)
    await world.clock.pass(0)
    expect(worker.lease()).toMatchObject({ from: seen?.etag, ranOut: false })
    expect(worker.way.sent).toEqual(['put'])
    await workOf(world, worker)
  })

  test('is looked at where somebody has had it since, and taken from there', async () => {
    const world = await begin()
    const seen = await readLease(world.store)
    await workOf(world, world.start('between'))
    const now = await readLease(world.store)
    const worker = starting(world, seen)
    await world.clock.pass(0)
    expect(worker.lease()).toMatchObject({ from: now?.etag, fence: (now?.record.fence ?? 0) + 1 })
    await workOf(world, worker)
  })

  test('is waited for where somebody has it since', async () => {
    const world = await begin()
    const seen = await readLease(world.store)
    const between = world.start('between')
    await world.clock.pass(0)
    const worker = starting(world, seen)
    await world.clock.pass(10_000)
    expect(worker.lease()).toBeUndefined()
    between.end()
    await world.clock.pass(10_000)
    expect(worker.lease()).toBeDefined()
    await workOf(world, worker)
  })
})

test('one that was seen taken is looked at: it may have been given back', async () => {
  const world = leasing()
  const other = world.start('other')
  await world.clock.pass(0)
  const seen = await readLease(world.store)
  await workOf(world, other)
  const worker = starting(world, seen)
  await world.clock.pass(5000)
  expect(worker.lease()?.fence).toBe(2)
  expect(worker.way.sent[0]).toBe('get')
  await workOf(world, worker)
})

test.each([
  ['and is taken over', 0, 2],
  ['and is looked at, because it was renewed meanwhile', 1, undefined],
])('one seen by its age to have run out is written over in one request, %s', async (_, renewed, fence) => {
  const world = leasing()
  const gone = world.start('gone')
  await world.clock.pass(0)
  gone.way.always({ before: never })
  world.clock.jump(33_000)
  const seen = await readLease(world.store)
  const text = world.store.text('lease.json') ?? ''
  if (renewed > 0) world.store.set('lease.json', text.replace(/"nonce": "[^"]*"/, '"nonce": "renewed"'))
  const worker = starting(world, seen)
  await world.clock.pass(0)
  expect(worker.way.sent[0]).toBe('put')
  expect([worker.lease()?.fence, worker.lease()?.ranOut]).toEqual([fence, fence && true])
})

// CloudFront is told, and waited for as long as the caller wants.

import { describe, expect, test } from '@jest/globals'
import { messagesOf } from '../../../src/shared/action.ts'
import type { Refresh, Refreshed } from '../../../src/site/model.ts'
import { byHand, refresh } from '../../../src/site/publish/refresh.ts'
import { caught } from '../../shared/support/caught.ts'
import { settled } from '../../shared/support/moments.ts'
import { distribution } from '../support/distributions.ts'
import { type CdnTrouble, memoryCdn } from '../support/memory-cdn.ts'
import { type MemoryWorld, memoryWorld, provenance } from '../support/world.ts'

const changed = (id: string, ...paths: readonly string[]): Refresh => ({
  distribution: distribution({ id }),
  paths: paths.map((path) => ({ path, reason: 'content changed' })),
})
const one = changed('E1', '/', '/index.html')
const refreshed = async (refreshes: readonly Refresh[], content: string, within: number, world: MemoryWorld) => {
  const made: Refreshed[] = []
  await refresh(refreshes, { content, end: world.clock.monotonic() + within, made }, world)
  return made
}
const worldWith = (trouble: CdnTrouble): MemoryWorld => memoryWorld({ cdn: memoryCdn(trouble) })

test('all paths of a distribution go in one invalidation, which is looked at until it is complete', async () => {
  const world = worldWith({ looks: 3 })
  expect(await refreshed([one], 'content', 120_000, world)).toEqual([{ refresh: one, id: 'I1', status: 'completed' }])
  expect(world.cdn.asked).toEqual(['invalidate E1 / /index.html', 'look E1 I1', 'look E1 I1', 'look E1 I1'])
  expect(world.log.told('info')).toEqual([
    'Invalidating / /index.html on E1: 2 paths of the 1,000 a month that are free in an account',
    'Invalidation I1 completed after 3.0 s',
  ])
})

test('twelve looks are one second apart, the last ones five', async () => {
  const world = worldWith({ looks: 18 })
  await refreshed([one], 'content', 120_000, world)
  expect(world.clock.slept).toEqual([...Array(12).fill(1000), 1500, 2250, 3375, 5000, 5000, 5000])
})

test('one that is complete at once is not looked at', async () => {
  const world = worldWith({ looks: 0 })
  await refreshed([one], 'content', 120_000, world)
  expect(world.cdn.asked).toEqual(['invalidate E1 / /index.html'])
})

test('several distributions are told at once', async () => {
  const world = worldWith({ looks: 1 })
  const both = [changed('E1', '/a'), changed('E2', '/b')]
  expect((await refreshed(both, 'content', 120_000, world)).map(({ id }) => id)).toEqual(['I1', 'I2'])
  expect(world.cdn.asked.slice(0, 2)).toEqual(['invalidate E1 /a', 'invalidate E2 /b'])
})

test('where there is nothing to tell, nothing is asked', async () => {
  const world = worldWith({})
  expect(await refreshed([], 'content', 120_000, world)).toEqual([])
  expect(world.cdn.asked).toEqual([])
})

describe('when the time runs out', () => {
  test('that is a warning, and the invalidation goes on by itself', async () => {
    const world = worldWith({ looks: 999 })
    const [last] = await refreshed([one], 'content', 10_000, world)

    expect(last).toMatchObject({ id: 'I1', status: 'in-progress' })
    expect(world.log.told('warning')).toEqual([
      'Invalidation I1 of E1 was not complete when `wait` ran out. ' +
        'It goes on by itself; until then some visitors get older files.',
    ])
  })

  test('all of it was used, and none beyond it', async () => {
    const world = worldWith({ looks: 999 })
    await refreshed([one], 'content', 10_000, world)
    expect(world.clock.monotonic()).toBe(10_000)
  })

  test('what completes with the last look counts', async () => {
    const world = worldWith({ looks: 2 })
    expect(await refreshed([one], 'content', 2000, world)).toMatchObject([{ status: 'completed' }])
  })

  test('without any time, CloudFront is told all the same', async () => {
    const world = worldWith({ looks: 1 })
    expect(await refreshed([one], 'content', 0, world)).toMatchObject([{ id: 'I1', status: 'in-progress' }])
    expect(world.clock.slept).toEqual([])
  })
})

describe('when too many invalidations are in progress', () => {
  test('a free place is waited for', async () => {
    const world = worldWith({ full: 2 })
    expect(await refreshed([one], 'content', 120_000, world)).toMatchObject([{ status: 'completed' }])
    expect(world.clock.slept).toEqual([1000, 1000])
    expect(world.log.told('info')).toContain('Too many invalidations of E1 are in progress; trying again in 1.0 s')
  })

  test('for longer than there is time, that is an error with the command that does it by hand', async () => {
    const world = worldWith({ full: 999 })
    expect(messagesOf(await caught(refreshed([one], 'content', 10_000, world)))).toEqual([
      'Could not invalidate E1: too many invalidations are in progress, for as long as `wait` allows. ' +
        'Wait until some of them are complete, or raise `wait`.',
      'Distribution E1 answers older files for as long as their Cache-Control says: ' +
        'the files are published, and it was not told. ' +
        "By hand: aws cloudfront create-invalidation --distribution-id E1 --paths '/' '/index.html'",
    ])
    expect(world.clock.monotonic()).toBe(10_000)
  })
})

test.each(['invalidate', 'look'])('an error of %s is no time-out: it fails at once', async (request) => {
  const denied = new Error('AccessDenied')
  const world = worldWith({
    looks: 5,
    before: (asked) => {
      if (asked.startsWith(request)) throw denied
    },
  })
  expect(messagesOf(await caught(refreshed([one], 'content', 120_000, world)))[0]).toBe('AccessDenied')
  expect(world.clock.monotonic()).toBeLessThanOrEqual(1000)
})

describe('the caller reference', () => {
  const referenceOf = async (given: Refresh, content: string, world: MemoryWorld) => {
    await refreshed([given], content, 120_000, world)
    return world.cdn.references
  }

  test('is the same for every attempt of one process, so that a lost answer makes no second invalidation', async () => {
    const references = await referenceOf(one, 'content', worldWith({ full: 3 }))
    expect(references).toHaveLength(4)
    expect(new Set(references).size).toBe(1)
  })

  const { run } = memoryWorld()

  test.each<[string, Refresh, string, Partial<MemoryWorld>]>([
    ['for other content', one, 'other content', {}],
    ['for other paths', changed('E1', '/other'), 'content', {}],
    ['in another attempt', one, 'content', { run: { ...run, provenance: provenance({ attempt: 2 }) } }],
    ['in another process', one, 'content', { run: { ...run, nonce: 'bbbb2222' } }],
    ['in another run', one, 'content', { run: { ...run, provenance: provenance({ run: '78' }) } }],
  ])('is another one %s', async (_, given, content, world) => {
    const [before] = await referenceOf(one, 'content', memoryWorld())
    const [after] = await referenceOf(given, content, memoryWorld(world))
    expect(after).not.toBe(before)
  })
})

test('the command by hand is safe to paste, whatever a file is called', () => {
  expect(byHand(changed('E1', "/it's.html"))).toBe(
    String.raw`By hand: aws cloudfront create-invalidation --distribution-id E1 --paths '/it'\''s.html'`,
  )
})

test('when one distribution fails, nothing goes on behind the caller’s back on another', async () => {
  const both = [changed('E1', '/'), changed('E2', '/')]
  const cdn = memoryCdn({
    looks: 20,
    before: (request) => {
      if (request.startsWith('invalidate E1')) throw new Error('AccessDenied')
    },
  })
  await caught(refreshed(both, 'content', 120_000, memoryWorld({ cdn })))
  const asked = cdn.asked.length
  await settled()
  expect(cdn.asked).toHaveLength(asked)
})

test('an invalidation that was made is noted, though another one failed', async () => {
  const made: Refreshed[] = []
  const cdn = memoryCdn({
    before: (request) => {
      if (request.startsWith('invalidate E1')) throw new Error('AccessDenied')
    },
  })
  const round = { content: 'content', end: 120_000, made }
  await caught(refresh([changed('E1', '/'), changed('E2', '/')], round, memoryWorld({ cdn })))
  expect(made).toMatchObject([{ id: expect.any(String), status: 'completed' }])
})

test('a refused invalidation comes with the command that makes it by hand', async () => {
  const cdn = memoryCdn({
    before: () => {
      throw new Error('AccessDenied')
    },
  })
  const told = messagesOf(await caught(refreshed([one], 'content', 120_000, memoryWorld({ cdn }))))
  expect(told.at(-1)).toContain(
    "By hand: aws cloudfront create-invalidation --distribution-id E1 --paths '/' '/index.html'",
  )
})

// What is live now, and what stands in front of it.

import { describe, expect, test } from '@jest/globals'
import { messagesOf } from '../../../src/shared/action.ts'
import { bodyOf, LEASE, type LeaseRecord } from '../../../src/shared/lease-record.ts'
import { readInputs } from '../../../src/site/read/inputs.ts'
import { readHeaders, readLive } from '../../../src/site/read/live.ts'
import type { Known } from '../../../src/site/record-model.ts'
import { writeCurrent } from '../../../src/site/records/current.ts'
import { CURRENT, releaseName } from '../../../src/site/records/names.ts'
import { writeRelease } from '../../../src/site/records/release.ts'
import { caught } from '../../shared/support/caught.ts'
import { fakeClock } from '../../shared/support/clock.ts'
import { asset, live, liveHeaders } from '../support/assets.ts'
import { distribution } from '../support/distributions.ts'
import { memoryBucket, stored } from '../support/memory-bucket.ts'
import { memoryCdn } from '../support/memory-cdn.ts'
import { memoryState } from '../support/memory-state.ts'
import { current, release, sha256 } from '../support/records.ts'
import { memoryWorld } from '../support/world.ts'

const inputs = (given: Readonly<Record<string, string>> = {}) => readInputs({ INPUT_BUCKET: 'shop', ...given })
const bucketWith = (...keys: readonly string[]) =>
  memoryBucket(Object.fromEntries(keys.map((key) => [key, stored(key)])))

describe('the objects of the site', () => {
  const keys = ['app2/a', 'app/a', 'app/b/c', 'app', 'index.html', '.colt-deploy/app/current.json', 'app/empty/']

  test.each([
    ['app', ['app/a', 'app/b/c']],
    ['app/b', ['app/b/c']],
    ['/', ['app2/a', 'app/a', 'app/b/c', 'app', 'index.html']],
    ['none', []],
  ])('below “%s” are %j: no neighbour, no folder of the console, no state of deploys', async (prefix, expected) => {
    const world = memoryWorld({ bucket: bucketWith(...keys) })
    const { situation } = await readLive(inputs({ INPUT_PREFIX: prefix }), world)
    expect(situation.objects.map(({ key }) => key)).toEqual(expected)
  })

  test('are looked at with the records of unfinished releases, but for those that were found unfinished before', async () => {
    const [before, open] = [3, 4].map((sequence) => release(sequence, '', { content: sha256('') }))
    if (before === undefined || open === undefined) throw new Error('no releases')
    const live = release(2, '', { content: sha256('') })
    const record = writeCurrent(current({ live, begun: [{ sequence: 3, ended: '2026-09-01T12:00:00Z' }] }))
    const state = memoryState({
      [CURRENT]: stored(record.toString()),
      [releaseName(3)]: stored(writeRelease(before).toString()),
      [releaseName(4)]: stored(writeRelease(open).toString()),
    })
    const { situation } = await readLive(inputs(), memoryWorld({ state }))
    expect(situation).toMatchObject({ open: [open], settled: [], sequences: [3, 4] })
  })

  test('are counted in the log', async () => {
    const world = memoryWorld({ bucket: bucketWith('dist/a') })
    await readLive(inputs(), world)
    expect(world.log.told('info')).toEqual(['1 object in s3://shop/dist/'])
  })
})

describe('the distributions', () => {
  const reading = (names: string, ...distributions: readonly ReturnType<typeof distribution>[]) => {
    const world = memoryWorld({ cdn: memoryCdn({ distributions, tags: () => ({ env: 'dev' }) }) })
    return { world, found: readLive(inputs({ INPUT_DISTRIBUTION: names }), world) }
  }

  test('are found by ID and by host name, in the order given', async () => {
    const second = distribution({ id: 'E22222', aliases: ['dev.shop.example'] })
    const { found } = reading('dev.shop.example\nE11111', distribution({ id: 'E11111' }), second)
    expect((await found).distributions.map(({ id }) => id)).toEqual(['E22222', 'E11111'])
  })

  test('are read once each, however often they are named', async () => {
    const { found } = reading('E11111\nshop.example', distribution({ id: 'E11111' }))
    expect((await found).distributions).toHaveLength(1)
  })

  test('are refused when they are disabled', async () => {
    const { found } = reading('E11111', distribution({ id: 'E11111', enabled: false }))
    expect(messagesOf(await caught(found))).toEqual([
      'Could not deploy through distribution E11111: it is disabled, so no visitor would see the site. ' +
        'Enable it, or set `distribution` to the one that serves the site.',
    ])
  })

  test('that serve something else are warned about, with their origins', async () => {
    const origins = [{ domainName: 'shop.s3.amazonaws.com', path: '/web' }]
    const { world, found } = reading('E11111', distribution({ id: 'E11111', origins }))
    await found
    expect(world.log.told('warning')).toEqual([
      'Distribution E11111 does not serve s3://shop/dist: its origins are shop.s3.amazonaws.com/web. ' +
        'Check `prefix`, which is the origin path or lies below it.',
    ])
  })

  test('that may not be read are warned about, with the right that is missing', async () => {
    const { world, found } = reading('E11111', distribution({ id: 'E11111', readable: false, origins: [] }))
    await found
    expect(world.log.told('warning')).toEqual([
      expect.stringMatching(/^Distribution E11111 could not be read.* needs cloudfront:GetDistribution /),
    ])
  })
})

test('a bucket and a distribution that cannot be read are both told', async () => {
  const world = memoryWorld({
    bucket: memoryBucket(
      {},
      {
        before: () => {
          throw new Error('no such bucket')
        },
      },
    ),
  })
  const error = await caught(readLive(inputs({ INPUT_DISTRIBUTION: 'E11111' }), world))
  expect(messagesOf(error)).toEqual(['no such bucket', 'no distribution E11111'])
})

test('a distribution of another environment is refused', async () => {
  const cdn = memoryCdn({ distributions: [distribution({ id: 'E11111' })], tags: () => ({ env: 'dev' }) })
  const world = memoryWorld({ bucket: memoryBucket({}, { tags: {} }), cdn })
  const given = inputs({ INPUT_DISTRIBUTION: 'E11111', INPUT_ENVIRONMENT: 'prod' })
  expect(messagesOf(await caught(readLive(given, world)))).toEqual([expect.stringContaining('tagged env=dev')])
})

describe('the lease', () => {
  const record: LeaseRecord = {
    ...{ state: 'taken', fence: 4, holder: 'somebody', nonce: 'n0nce' },
    ...{ repository: 'octo/shop', run: 'https://github.com/octo/shop/actions/runs/7', attempt: 2, job: 'deploy' },
  }
  const told = async (given: Partial<LeaseRecord>, age: number): Promise<readonly string[]> => {
    const clock = fakeClock()
    const state = memoryState({ [LEASE]: stored(bodyOf({ ...record, ...given }).toString()) }, { clock })
    const world = memoryWorld({ clock, state })
    clock.advance(age)
    await readLive(inputs(), world)
    return world.log.told('info').filter((line) => line.includes('lease'))
  }

  test('of somebody else is told, with who has it', async () => {
    expect(await told({}, 31_000)).toEqual([
      'The lease is taken by octo/shop (run https://github.com/octo/shop/actions/runs/7, attempt 2, job deploy)',
    ])
  })

  test.each<[string, Partial<LeaseRecord>, number]>([
    ['free', { state: 'free' }, 0],
    ['taken by a run that is no more', {}, 32_000],
  ])('is not told where it is %s', async (_, given, age) => {
    expect(await told(given, age)).toEqual([])
  })

  test('that is damaged is told at once', async () => {
    const world = memoryWorld({ state: memoryState({ [LEASE]: stored('{}') }) })
    expect(messagesOf(await caught(readLive(inputs(), world)))).toEqual([expect.stringContaining('it is damaged')])
  })
})

describe('the headers of live objects', () => {
  const files = ['a', 'b', 'c'].map((path) => asset({ path, content: path }))
  const listed = files.map((one): Known => {
    return { live: live(one), kind: 'unknown', file: undefined, hasRecordedHeaders: false, condemned: false }
  })
  const objects = Object.fromEntries(files.map((one) => [one.key, stored(one.path, { headers: one.headers })]))

  test('are read with one request for each', async () => {
    const world = memoryWorld({ bucket: memoryBucket(objects) })
    const headers = await readHeaders(listed, world, 2)
    expect(headers).toEqual(new Map(files.map((one) => [one.key, liveHeaders(one)])))
    expect(world.bucket.asked).toEqual(['head dist/a', 'head dist/b', 'head dist/c'])
  })

  test('are told of while they are read, where that takes long', async () => {
    const clock = fakeClock()
    const world = memoryWorld({ clock, bucket: memoryBucket(objects, { before: () => clock.advance(6000) }) })
    await readHeaders(listed, world, 1)
    expect(world.log.lines).toEqual([
      'info: Compared 1 of 3 files, about 12 s left',
      'info: Compared 2 of 3 files, about 6.0 s left',
    ])
  })

  test.each<[string, Parameters<typeof memoryBucket>[0]]>([
    ['was deleted', {}],
    ['was replaced', { ...objects, 'dist/a': stored('other') }],
  ])('of an object that %s since it was listed are no ground for a plan', async (_, now) => {
    const world = memoryWorld({ bucket: memoryBucket(now) })
    expect(messagesOf(await caught(readHeaders(listed.slice(0, 1), world, 2)))).toEqual([
      'Could not compare s3://shop/dist/a: somebody changed it since it was listed. ' +
        'Is another deploy, or a person, writing to this bucket? Run again.',
    ])
  })
})

// Records are written under their conditions; a refused one is a question.

import { describe, expect, test } from '@jest/globals'
import { messagesOf } from '../../../src/shared/action.ts'
import { Failure } from '../../../src/shared/failure.ts'
import { recordAdopted, recordBegun, recordCurrent } from '../../../src/site/publish/record.ts'
import type { CurrentRecord, ReleaseRecord } from '../../../src/site/record-model.ts'
import { readCurrent } from '../../../src/site/records/current.ts'
import { CURRENT, releaseName } from '../../../src/site/records/names.ts'
import { readRelease } from '../../../src/site/records/release.ts'
import { caught } from '../../shared/support/caught.ts'
import { refused, stored } from '../support/memory-bucket.ts'
import { type MemoryState, memoryState, type StateTrouble } from '../support/memory-state.ts'
import { current, release, sha256 } from '../support/records.ts'
import { type MemoryWorld, memoryWorld } from '../support/world.ts'

const site = { bucket: 'shop', prefix: 'dist' }
const begun = release(3, 'index.html=3', { content: sha256('3') })
const record = current({ live: release(2, 'index.html=2', { content: sha256('2') }) })
const stillOurs = async (): Promise<void> => {}

type Objects = Parameters<typeof memoryState>[0]
const worldWith = (objects: Objects = {}, trouble: StateTrouble = {}): MemoryWorld =>
  memoryWorld({ state: memoryState(objects, trouble) })

const releaseIn = ({ objects, place }: MemoryState, sequence: number): ReleaseRecord => {
  const name = releaseName(sequence)
  return readRelease(objects.get(name)?.body ?? Buffer.of(), place + name, site, sequence)
}
const currentIn = ({ objects, place }: MemoryState): CurrentRecord =>
  readCurrent(objects.get(CURRENT)?.body ?? Buffer.of(), place + CURRENT, site)

describe('a release that begins', () => {
  test('is written in full, once, under its number', async () => {
    const world = worldWith()
    await recordBegun(begun, world, stillOurs)
    expect(world.state.asked).toEqual(['put releases/00000003.json'])
    expect(releaseIn(world.state, 3)).toEqual(begun)
  })

  test('is never written in place of another one', async () => {
    const world = worldWith({ [releaseName(3)]: stored('theirs') })
    const error = await caught(recordBegun(begun, world, stillOurs))
    expect(messagesOf(error)).toEqual([
      'Could not write s3://shop/.colt-deploy/dist/releases/00000003.json: somebody else wrote it since this run read it, ' +
        'without holding the lease. Does anything but this action write there? Run again: it starts from what is there then.',
    ])
    expect(error).toMatchObject({ cause: { name: 'ConditionRefused' } })
    expect(world.state.text(releaseName(3))).toBe('theirs')
  })
})

describe('what was there before the first release', () => {
  const zero = release(0, 'index.html=0', { content: sha256('0') })

  test('is written where there is no record of it', async () => {
    const world = worldWith()
    await recordAdopted(zero, false, world, stillOurs)
    expect(releaseIn(world.state, 0)).toEqual(zero)
    expect(world.state.asked).toEqual([`put ${releaseName(0)}`])
  })

  test('is written in place of what a run left that came no further', async () => {
    const world = worldWith({ [releaseName(0)]: stored('left') })
    await recordAdopted(zero, true, world, stillOurs)
    expect(releaseIn(world.state, 0)).toEqual(zero)
  })

  test('is not written in place of what somebody wrote since', async () => {
    const trouble: StateTrouble = {
      before: (request) => {
        if (request.startsWith('put')) world.state.objects.set(releaseName(0), stored('theirs'))
      },
    }
    const world: MemoryWorld = worldWith({ [releaseName(0)]: stored('left') }, trouble)
    expect(await caught(recordAdopted(zero, true, world, stillOurs))).toBeInstanceOf(Failure)
    expect(world.state.text(releaseName(0))).toBe('theirs')
  })
})

describe('what is live', () => {
  test('is recorded where nothing was, and in place of what was; each time under another nonce', async () => {
    const world = worldWith()
    const first = await recordCurrent(record, undefined, world, stillOurs)
    const { nonce, ...rest } = currentIn(world.state)
    expect({ ...record, ...rest }).toEqual(record)
    expect(first).toBe(world.state.objects.get(CURRENT)?.etag)

    const second = await recordCurrent(record, first, world, stillOurs)
    expect(second).toBe(world.state.objects.get(CURRENT)?.etag)
    expect(currentIn(world.state).nonce).not.toBe(nonce)
    expect(world.state.asked).toEqual(['put current.json', 'put current.json'])
  })

  test.each<[string, Objects, string | undefined]>([
    ['where somebody recorded first', { [CURRENT]: stored('theirs') }, undefined],
    ['in place of a record that somebody replaced', { [CURRENT]: stored('theirs') }, 'listed'],
    ['in place of a record that somebody deleted', {}, 'listed'],
  ])('is not recorded %s', async (_, objects, before) => {
    const world = worldWith(objects)
    const error = await caught(recordCurrent(record, before, world, stillOurs))
    expect(error).toBeInstanceOf(Failure)
    expect(messagesOf(error)).toEqual([expect.stringContaining('/dist/current.json: somebody else wrote it')])
    expect(world.state.objects).toEqual(new Map(Object.entries(objects ?? {})))
  })

  test('is somebody else’s where all but the nonce is the same', async () => {
    const other = worldWith()
    await recordCurrent(record, undefined, other, stillOurs)
    const world = worldWith(Object.fromEntries(other.state.objects))
    expect(await caught(recordCurrent(record, undefined, world, stillOurs))).toBeInstanceOf(Failure)
  })
})

describe('a refused condition', () => {
  type Writing = (world: MemoryWorld, verifyLease: () => Promise<void>) => Promise<unknown>
  const writings: readonly (readonly [string, Writing])[] = [
    ['a release that begins', (world, verify) => recordBegun(begun, world, verify)],
    ['what was there before the first', (world, verify) => recordAdopted(begun, true, world, verify)],
    ['what is live', (world, verify) => recordCurrent(record, undefined, world, verify)],
  ]
  /** The first write is obeyed, and its answer lost: the attempt after it meets its own object. */
  const lostAnswer = (status: number): StateTrouble => {
    let lost = false
    return {
      after: (request) => {
        if (!request.startsWith('put') || lost) return
        lost = true
        throw refused(request, status)
      },
    }
  }

  test.each(writings)('of %s is no failure when it is our own lost answer', async (_, write) => {
    for (const status of [412, 409]) {
      const world = worldWith({}, lostAnswer(status))
      const answer = await write(world, stillOurs)
      const [written] = [...world.state.objects.values()]
      expect([undefined, written?.etag]).toContain(answer)
      expect(world.state.asked.filter((request) => request.startsWith('put'))).toHaveLength(1)
    }
  })

  test('of what is live answers the ETag that it has there', async () => {
    const world = worldWith({}, lostAnswer(412))
    const etag = await recordCurrent(record, undefined, world, stillOurs)
    expect(etag).toBe(world.state.objects.get(CURRENT)?.etag)
  })

  test.each(writings)('of %s asks for the lease first: who lost it is told so', async (_, write) => {
    const lost = new Error('the lease is lost')
    const trouble: StateTrouble = {
      before: (request) => {
        if (request.startsWith('put')) throw refused(request, 412)
      },
    }
    const world = worldWith({}, trouble)
    expect(await caught(write(world, () => Promise.reject(lost)))).toBe(lost)
    expect(world.state.asked.at(-1)).toMatch(/^put/)
  })

  test.each(writings)('of %s that meets another write (409) is tried again', async (_, write) => {
    let left = 2
    const trouble: StateTrouble = {
      before: (request) => {
        if (!request.startsWith('put') || left === 0) return
        left -= 1
        throw refused(request, 409)
      },
    }
    const world = worldWith({}, trouble)
    await write(world, stillOurs)
    expect(world.clock.slept).toEqual([200, 400])
    expect(world.state.objects.size).toBe(1)
  })

  test.each(writings)('is the only reason to ask anything of %s', async (_, write) => {
    const denied = new Error('AccessDenied')
    const trouble: StateTrouble = {
      before: (request) => {
        if (request.startsWith('put')) throw denied
      },
    }
    const world = worldWith({}, trouble)
    const verify = () => Promise.reject(new Error('was asked'))
    expect(await caught(write(world, verify))).toBe(denied)
  })
})

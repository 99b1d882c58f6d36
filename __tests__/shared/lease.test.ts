// The lease, from taking it to giving it back.

import { describe, expect, test } from '@jest/globals'
import { Failure } from '../../src/shared/failure.ts'
import { Interrupted } from '../../src/shared/interrupt.ts'
import { LEASE } from '../../src/shared/lease-record.ts'
import { leasing, nameOfJob } from './support/leasing.ts'
import { never, type Trouble } from './support/memory-store.ts'
import { moment } from './support/moments.ts'

const offline = new Failure('Could not write', { why: 'AWS could not be reached' })

describe('a lease that is free', () => {
  test('is created with number 1, and given back when the work is over', async () => {
    const { clock, start, lease } = leasing()
    const worker = start('deploy')
    await clock.pass(0)

    expect(worker.lease()?.fence).toBe(1)
    expect(lease()).toEqual({
      format: 1,
      state: 'taken',
      fence: 1,
      holder: expect.stringMatching(/^[\da-f-]{36}$/),
      repository: 'octo/shop',
      run: 'https://example.com/runs/7',
      attempt: 2,
      job: 'deploy',
      nonce: expect.stringMatching(/^[\da-f-]{36}$/),
    })
    worker.end()
    expect(await worker.outcome).toBe('worked')
    expect(lease()).toMatchObject({ state: 'free', fence: 1, job: 'deploy' })
    expect(worker.log.told('info')).toEqual(['Took the lease, number 1'])
    expect(worker.log.told('warning')).toEqual([])
  })

  test('is taken with the next number, by another holder', async () => {
    const { clock, start, lease } = leasing()
    const first = start('first')
    await clock.pass(0)
    const { holder } = lease()
    first.end()
    await first.outcome
    const second = start('second')
    await clock.pass(0)

    expect(second.lease()?.fence).toBe(2)
    expect(lease()).toMatchObject({ state: 'taken', fence: 2, job: 'second' })
    expect(lease().holder).not.toBe(holder)
  })

  test('costs one look and two writings, and leaves nothing behind', async () => {
    const { clock, start } = leasing()
    const worker = start('deploy')
    await clock.pass(0)
    worker.end()
    await worker.outcome

    expect(worker.way.sent).toEqual(['get', 'put', 'put'])
    expect(clock.sleepers()).toBe(0)
  })

  test('is created by one of two who saw that there is none, and the other one waits', async () => {
    const { clock, store, start } = leasing()
    const both = moment()
    const late = (way: { next(verb: 'put', trouble: Trouble): void }) => way.next('put', { before: () => both.promise })
    const [one, other] = [start('one', late), start('other', late)]
    await clock.pass(0)
    expect(store.text(LEASE)).toBeUndefined()
    both.end()
    await clock.pass(0)
    expect([one.lease()?.fence, other.lease()?.fence]).toEqual([1, undefined])

    one.end()
    await clock.pass(2500)
    expect(other.lease()?.fence).toBe(2)
  })
})

test('an error of the work is thrown as it is, and the lease is given back', async () => {
  const { clock, start, lease } = leasing()
  const worker = start('deploy')
  await clock.pass(0)
  const error = new Error('no')
  worker.fail(error)

  expect(await worker.outcome).toBe(error)
  expect(lease()).toMatchObject({ state: 'free' })
})

describe('an answer that gets lost', () => {
  const lost: readonly [string, Trouble][] = [
    ['and the client asked again by itself', { repeated: async () => {} }],
    ['and the client gave up', { lost: offline }],
  ]

  test.each(lost)('on creating the lease, %s: it is ours all the same', async (_, trouble) => {
    const { clock, start } = leasing()
    const worker = start('deploy', (way) => way.next('put', trouble))
    await clock.pass(0)
    expect(worker.lease()?.fence).toBe(1)
  })

  test.each(lost)('on taking it, %s: it is ours all the same', async (_, trouble) => {
    const { clock, start } = leasing()
    const first = start('first')
    await clock.pass(0)
    first.end()
    await first.outcome
    const second = start('second', (way) => way.next('put', trouble))
    await clock.pass(0)
    expect(second.lease()?.fence).toBe(2)
  })

  test.each(lost)('on giving it back, %s: it is given back all the same', async (_, trouble) => {
    const { clock, start, lease } = leasing()
    const worker = start('deploy')
    await clock.pass(0)
    worker.way.next('put', trouble)
    worker.end()

    expect(await worker.outcome).toBe('worked')
    expect(lease()).toMatchObject({ state: 'free', fence: 1 })
    expect(worker.log.told('warning')).toEqual([])
    expect(worker.gate.signal.aborted).toBe(false)
  })

  test('on giving it back, until somebody else has taken it: it was given back, and nothing is lost', async () => {
    const { clock, start } = leasing()
    const worker = start('deploy')
    await clock.pass(0)
    const next = start('next')
    await clock.pass(0)
    worker.way.next('put', { repeated: () => clock.sleep(3000) })
    worker.end()
    await clock.pass(3000)

    expect(next.lease()?.fence).toBe(2)
    expect(await worker.outcome).toBe('worked')
    expect(worker.log.told('warning')).toEqual([])
    expect(worker.gate.signal.aborted).toBe(false)
  })

  test('and a first sending that arrives after its repetition was refused: nobody waits for himself', async () => {
    const { clock, start } = leasing()
    const worker = start('deploy', (way) => way.next('put', { behind: () => clock.sleep(100) }))
    await clock.pass(0)
    expect(worker.lease()).toBeUndefined()
    await clock.pass(2000)
    expect(worker.lease()?.fence).toBe(1)
    expect(worker.log.told('info')).toEqual(['Took the lease, number 1'])
  })
})

describe('a store that is busy with another write (409)', () => {
  test('is asked again when the lease is taken', async () => {
    const { clock, start } = leasing()
    const worker = start('deploy', (way) => way.next('put', { conflict: true }, { conflict: true }))
    await clock.pass(1999)
    expect(worker.way.sent).toEqual(['get', 'put', 'get'])
    await clock.pass(2001)
    expect(worker.lease()?.fence).toBe(1)
  })

  test('is asked again when it is given back', async () => {
    const { clock, start, lease } = leasing()
    const worker = start('deploy')
    await clock.pass(0)
    worker.way.next('put', { conflict: true }, { conflict: true })
    worker.end()
    await clock.pass(2000)

    expect(await worker.outcome).toBe('worked')
    expect(lease()).toMatchObject({ state: 'free' })
    expect(worker.log.told('warning')).toEqual([])
  })
})

test('a lease that cannot be written is no lease: the error is told, and the work not begun', async () => {
  const { clock, start } = leasing()
  const worker = start('deploy', (way) => way.next('put', { failed: offline }))
  await clock.pass(0)

  expect(await worker.outcome).toBe(offline)
  expect(worker.lease()).toBeUndefined()
})

describe('giving back', () => {
  test('takes four seconds at most, and the lease runs out by itself then', async () => {
    const { clock, start, lease } = leasing()
    const worker = start('deploy')
    await clock.pass(0)
    worker.way.always({ after: never })
    worker.end()
    await clock.pass(3999)
    expect(worker.over()).toBe(false)
    await clock.pass(1)

    expect(await worker.outcome).toBe('worked')
    expect(worker.log.told('warning')).toEqual([
      'Could not give back the lease s3://state/.colt-deploy/site/lease.json: no answer in 4.0 s. ' +
        'It runs out by itself after 32 s.',
    ])
    expect(clock.sleepers()).toBe(0)
    expect(lease()).toMatchObject({ fence: 1 })
  })

  test('that fails is a warning, with why', async () => {
    const { clock, start } = leasing()
    const worker = start('deploy')
    await clock.pass(0)
    worker.way.next('put', { failed: offline })
    worker.end()

    expect(await worker.outcome).toBe('worked')
    expect(worker.log.told('warning')).toEqual([
      'Could not give back the lease s3://state/.colt-deploy/site/lease.json: AWS could not be reached. ' +
        'It runs out by itself after 32 s.',
    ])
  })

  test('that fails does not hide the error of the work', async () => {
    const { clock, start } = leasing()
    const worker = start('deploy')
    await clock.pass(0)
    worker.way.next('put', { failed: offline })
    const error = new Error('no')
    worker.fail(error)
    expect(await worker.outcome).toBe(error)
  })

  test('what somebody else has meanwhile changes nothing there, and shuts the gate', async () => {
    const { clock, store, start } = leasing()
    const worker = start('deploy')
    await clock.pass(0)
    store.delete(LEASE)
    const other = start('other')
    await clock.pass(0)
    const theirs = store.text(LEASE)
    worker.end()

    expect(await worker.outcome).toBe('worked')
    expect(store.text(LEASE)).toBe(theirs)
    expect(worker.log.told('warning')).toEqual([
      `Could not go on: another run took over the lease, ${nameOfJob('other')}. ` +
        'Nothing was written since; look at that run, then run again.',
    ])
    expect(() => worker.gate.pass()).toThrow('Could not go on')
    expect(other.gate.signal.aborted).toBe(false)
  })

  test('answers that come too late are not heeded any longer', async () => {
    const { clock, store, start } = leasing()
    const worker = start('deploy')
    await clock.pass(0)
    worker.way.next('put', { before: () => clock.sleep(60_000) })
    worker.end()
    await clock.pass(30_000)
    store.delete(LEASE)
    await clock.pass(31_000)

    expect(worker.way.sent).toEqual(['get', 'put', 'put', 'get'])
    expect(worker.gate.signal.aborted).toBe(false)
  })

  test('is not tried any longer after four seconds', async () => {
    const { clock, start } = leasing()
    const worker = start('deploy')
    await clock.pass(0)
    worker.way.always({ conflict: true }, 'put')
    worker.end()
    await clock.pass(4000)
    expect(worker.over()).toBe(true)
    const sent = worker.way.sent.length
    await clock.pass(60_000)
    expect(worker.way.sent).toHaveLength(sent)
  })

  test('does not wait for a renewal without an answer', async () => {
    const { clock, start, lease } = leasing()
    const worker = start('deploy')
    await clock.pass(9000)
    worker.way.next('put', { before: never })
    await clock.pass(1000)
    worker.end()
    await clock.pass(0)

    expect(worker.over()).toBe(true)
    expect(lease()).toMatchObject({ state: 'free' })
  })

  test('goes on where a renewal comes in between', async () => {
    const { clock, start, lease } = leasing()
    const worker = start('deploy')
    await clock.pass(9000)
    worker.way.next('put', { after: never })
    await clock.pass(1000)
    worker.end()
    await clock.pass(1000)

    expect(worker.over()).toBe(true)
    expect(lease()).toMatchObject({ state: 'free' })
  })
})

describe('a run that is cancelled', () => {
  test('gives the lease back although the gate is shut', async () => {
    const { clock, start, lease } = leasing()
    const worker = start('deploy')
    await clock.pass(5000)
    const reason = new Interrupted('SIGINT')
    worker.gate.shut(reason)
    worker.fail(reason)

    expect(await worker.outcome).toBe(reason)
    expect(lease()).toMatchObject({ state: 'free' })
  })

  test('keeps the lease as long as its work has not ended', async () => {
    const { clock, start } = leasing()
    const worker = start('deploy')
    await clock.pass(0)
    worker.gate.shut(new Interrupted('SIGINT'))
    await clock.pass(40_000)
    const other = start('other')
    await clock.pass(10_000)

    expect(worker.over()).toBe(false)
    expect(other.lease()).toBeUndefined()
  })

  test('before it asked for the lease asks for nothing', async () => {
    const { clock, store, start } = leasing()
    const worker = start('deploy', (_, gate) => gate.shut(new Interrupted('SIGINT')))
    await clock.pass(0)
    expect(await worker.outcome).toBeInstanceOf(Interrupted)
    expect(worker.way.sent).toEqual([])
    expect(store.text(LEASE)).toBeUndefined()
  })

  test.each<[string, Trouble | undefined]>([
    ['between two looks', undefined],
    ['while a look takes long', { after: never }],
  ])('does not wait for others any longer, %s', async (_, trouble) => {
    const { clock, start, lease } = leasing()
    start('holder')
    await clock.pass(0)
    const worker = start('waiting')
    await clock.pass(5000)
    if (trouble) worker.way.always(trouble)
    await clock.pass(2500)
    const sent = worker.way.sent.length
    worker.gate.shut(new Interrupted('SIGTERM'))
    await clock.pass(0)

    expect(await worker.outcome).toBeInstanceOf(Interrupted)
    expect(worker.way.sent).toHaveLength(sent)
    expect(lease()).toMatchObject({ job: 'holder' })
  })

  test('gives back what it was just taking, and does not begin its work', async () => {
    const { clock, start, lease } = leasing()
    const worker = start('deploy', (way) => way.next('put', { after: () => clock.sleep(1000) }))
    await clock.pass(500)
    worker.gate.shut(new Interrupted('SIGINT'))
    await clock.pass(1000)

    expect(await worker.outcome).toBeInstanceOf(Interrupted)
    expect(worker.lease()).toBeUndefined()
    expect(lease()).toMatchObject({ state: 'free', fence: 1 })
  })
})

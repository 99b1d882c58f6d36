// A lease is kept while the work goes on, and whoever loses it stops in time.

import { describe, expect, test } from '@jest/globals'
import { Failure } from '../../src/shared/failure.ts'
import { Interrupted } from '../../src/shared/interrupt.ts'
import { LeaseLost } from '../../src/shared/lease.ts'
import { LEASE } from '../../src/shared/lease-record.ts'
import { caught } from './support/caught.ts'
import { leasing, nameOfJob, type Worker } from './support/leasing.ts'
import { never, type Trouble } from './support/memory-store.ts'

const offline = new Failure('Could not write', { why: 'AWS could not be reached' })

/** A process that has just taken the lease. */
async function holding() {
  const world = leasing()
  const worker = world.start('deploy')
  await world.clock.pass(0)
  return { ...world, worker }
}

const isShut = ({ gate }: Worker): boolean => gate.signal.aborted
const sendings = ({ way }: Worker): number => way.sent.length

describe('renewals', () => {
  test('are sent every ten seconds, each with another nonce, and nobody else gets the lease meanwhile', async () => {
    const { clock, worker, start, lease } = await holding()
    const nonces = new Set([lease().nonce])
    const other = start('other')
    for (let round = 1; round <= 30; round += 1) {
      await clock.pass(10_000)
      expect(nonces).not.toContain(lease().nonce)
      nonces.add(lease().nonce)
    }

    expect(worker.way.sent.filter((verb) => verb === 'put')).toHaveLength(31)
    expect(lease()).toMatchObject({ state: 'taken', fence: 1, job: 'deploy' })
    expect(other.lease()).toBeUndefined()
    expect(() => worker.gate.pass()).not.toThrow()
    expect(worker.log.told('info')).toHaveLength(1)
    expect(worker.log.told('debug')).toEqual(Array.from({ length: 30 }, () => 'Renewed the lease'))
  })

  test('end with the work', async () => {
    const { clock, worker } = await holding()
    worker.end()
    await worker.outcome
    const sent = sendings(worker)
    await clock.pass(100_000)
    expect(sendings(worker)).toBe(sent)
    expect(() => worker.gate.pass()).not.toThrow()
  })

  test.each<[string, Trouble]>([
    ['and the client asked again by itself', { repeated: async () => {} }],
    ['and the client gave up', { lost: offline }],
    ['and it is still on its way when the next one is sent', { after: never }],
  ])('whose answer gets lost, %s, count all the same', async (_, trouble) => {
    const { clock, worker } = await holding()
    worker.way.next('put', trouble)
    await clock.pass(16_000)
    worker.way.always({ before: never })
    await clock.pass(13_999)
    expect(() => worker.gate.pass()).not.toThrow()
  })

  test('count from the latest, though the answer to an earlier one comes after it', async () => {
    const { clock, worker } = await holding()
    worker.way.next('put', { after: () => clock.sleep(12_000) })
    await clock.pass(25_000)
    worker.way.always({ before: never })
    await clock.pass(14_999)
    expect(isShut(worker)).toBe(false)
    await clock.pass(1)
    expect(isShut(worker)).toBe(true)
  })

  test('that the store refuses as it is busy (409) are sent again', async () => {
    const { clock, worker } = await holding()
    worker.way.next('put', { conflict: true }, { conflict: true })
    await clock.pass(12_000)
    expect(worker.log.told('debug')).toEqual([
      'The lease could not be renewed yet',
      'The lease could not be renewed yet',
      'Renewed the lease',
    ])
    await clock.pass(60_000)
    expect(isShut(worker)).toBe(false)
  })

  test('may fail for 15 seconds', async () => {
    const { clock, worker } = await holding()
    worker.way.always({ failed: offline })
    await clock.pass(15_500)
    worker.way.always({})
    await clock.pass(60_000)
    expect(isShut(worker)).toBe(false)
    expect(worker.log.told('debug')[0]).toBe('Could not renew the lease: AWS could not be reached')
  })

  test('may go unanswered, one connection after the other, for 15 seconds', async () => {
    const { clock, worker } = await holding()
    worker.way.always({ before: never })
    await clock.pass(15_500)
    worker.way.always({})
    await clock.pass(60_000)
    expect(isShut(worker)).toBe(false)
  })
})

describe('a holder that sent no successful renewal for 20 seconds', () => {
  test.each<[string, Trouble]>([
    ['they fail', { failed: offline }],
    ['they get no answer', { before: never }],
  ])('loses the lease when %s: what is under way is aborted, though nobody passes the gate', async (_, trouble) => {
    const { clock, worker } = await holding()
    worker.way.always(trouble)
    await clock.pass(19_999)
    expect(isShut(worker)).toBe(false)
    await clock.pass(1)
    expect(isShut(worker)).toBe(true)
    expect(worker.gate.signal.reason).toBeInstanceOf(LeaseLost)
  })

  test('says why', async () => {
    const { clock, worker } = await holding()
    worker.way.always({ failed: offline })
    await clock.pass(20_000)
    expect(worker.gate.signal.reason).toMatchObject({
      message:
        'Could not go on: the lease s3://state/.colt-deploy/site/lease.json was not renewed for 20 s ' +
        '(AWS could not be reached). Nothing was written since; look whether another run went on instead, then run again.',
      cause: offline,
    })
  })

  test('blames no error that was over before', async () => {
    const { clock, worker } = await holding()
    worker.way.next('put', { failed: offline })
    await clock.pass(12_000)
    worker.way.always({ before: never })
    await clock.pass(20_000)
    expect(worker.gate.signal.reason).toMatchObject({
      why: 'the lease s3://state/.colt-deploy/site/lease.json was not renewed for 20 s',
    })
  })

  test('sends nothing any more, not even to give it back', async () => {
    const { clock, worker, store } = await holding()
    worker.way.always({ failed: offline })
    await clock.pass(20_000)
    worker.way.always({})
    const [sent, left] = [sendings(worker), store.text(LEASE)]
    await clock.pass(60_000)
    worker.fail(offline)

    expect(await worker.outcome).toBe(offline)
    expect(sendings(worker)).toBe(sent)
    expect(store.text(LEASE)).toBe(left)
    expect(worker.log.told('warning')).toEqual([])
  })

  test('counts from the sending of a renewal, not from its answer', async () => {
    const { clock, worker } = await holding()
    worker.way.next('put', { after: () => clock.sleep(9000) })
    await clock.pass(10_000)
    worker.way.always({ before: never })
    await clock.pass(19_999)
    expect(isShut(worker)).toBe(false)
    await clock.pass(1)
    expect(isShut(worker)).toBe(true)
  })

  test('counts from the sending of the taking, not from its answer, and renews at once where that took long', async () => {
    const { clock, start } = leasing()
    const worker = start('deploy', (way) => way.next('put', { after: () => clock.sleep(12_000) }))
    await clock.pass(11_999)
    expect(worker.lease()).toBeUndefined()
    worker.way.next('put', { before: never }, { before: never }, { before: never })
    await clock.pass(1)
    expect(worker.lease()?.fence).toBe(1)
    expect(worker.way.sent).toEqual(['get', 'put', 'put'])
    await clock.pass(7999)
    expect(isShut(worker)).toBe(false)
    await clock.pass(1)
    expect(isShut(worker)).toBe(true)
  })

  test('keeps an earlier reason, and gives nothing back all the same', async () => {
    const { clock, worker, lease } = await holding()
    const reason = new Interrupted('SIGINT')
    worker.gate.shut(reason)
    worker.way.always({ failed: offline })
    await clock.pass(20_000)
    worker.way.always({})
    worker.fail(reason)

    expect(await worker.outcome).toBe(reason)
    expect(worker.gate.signal.reason).toBe(reason)
    expect(lease()).toMatchObject({ state: 'taken' })
  })
})

describe('a process that was frozen', () => {
  test('for a minute stops at its next pass, before anything is sent', async () => {
    const { clock, worker } = await holding()
    const sent = sendings(worker)
    clock.jump(60_000)

    expect(() => worker.gate.pass()).toThrow(LeaseLost)
    await clock.pass(60_000)
    expect(sendings(worker)).toBe(sent)
  })

  test('for a minute renews nothing when its timers go on first', async () => {
    const { clock, worker } = await holding()
    const sent = sendings(worker)
    clock.jump(60_000)
    await clock.pass(0)
    expect(isShut(worker)).toBe(true)
    expect(sendings(worker)).toBe(sent)
  })

  test('is not saved by the answer to a renewal that it sent long ago', async () => {
    const { clock, worker } = await holding()
    let answer = () => {}
    worker.way.next('put', { after: () => new Promise<void>((end) => (answer = end)) })
    await clock.pass(10_000)
    clock.jump(21_000)
    answer()
    await Promise.resolve()
    expect(() => worker.gate.pass()).toThrow(LeaseLost)
  })

  test('for some seconds goes on', async () => {
    const { clock, worker } = await holding()
    clock.jump(19_000)
    expect(() => worker.gate.pass()).not.toThrow()
    await clock.pass(60_000)
    expect(isShut(worker)).toBe(false)
  })

  test('while its work ended gives nothing back', async () => {
    const { clock, worker, lease } = await holding()
    clock.jump(60_000)
    worker.end()
    expect(await worker.outcome).toBe('worked')
    expect(lease()).toMatchObject({ state: 'taken' })
    expect(isShut(worker)).toBe(true)
  })
})

describe('a lease that somebody else has', () => {
  test('is lost at the next renewal: the gate is shut, and they are named', async () => {
    const { clock, worker, store, start } = await holding()
    store.delete(LEASE)
    const other = start('other')
    await clock.pass(9999)
    expect(isShut(worker)).toBe(false)
    await clock.pass(1)

    expect(worker.gate.signal.reason).toBeInstanceOf(LeaseLost)
    expect(worker.gate.signal.reason).toMatchObject({
      message:
        `Could not go on: another run took over the lease, ${nameOfJob('other')}. ` +
        'Nothing was written since; look at that run, then run again.',
    })
    expect(isShut(other)).toBe(false)
    const sent = sendings(worker)
    await clock.pass(60_000)
    worker.end()
    await worker.outcome
    expect(sendings(worker)).toBe(sent)
  })

  test('or nobody has, as it was deleted, is lost too, and not made anew', async () => {
    const { clock, worker, store } = await holding()
    store.delete(LEASE)
    await clock.pass(10_000)
    expect(worker.gate.signal.reason).toMatchObject({
      message:
        'Could not go on: the lease s3://state/.colt-deploy/site/lease.json is gone. ' +
        'Nothing was written since; ask who deleted it, then run again.',
    })
    await clock.pass(60_000)
    expect(store.text(LEASE)).toBeUndefined()
  })
})

describe('verifying', () => {
  test('finds a lease that is ours, renewed or not', async () => {
    const { clock, worker } = await holding()
    await worker.lease()?.verify()
    await clock.pass(25_000)
    await worker.lease()?.verify()
    expect(isShut(worker)).toBe(false)
  })

  test('finds out that it is not, and shuts the gate', async () => {
    const { clock, worker, store, start } = await holding()
    store.delete(LEASE)
    start('other')
    await clock.pass(0)
    const error = await caught(worker.lease()?.verify() ?? Promise.resolve())

    expect(error).toBeInstanceOf(LeaseLost)
    expect(worker.gate.signal.reason).toBe(error)
  })

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['another number', { fence: 2 }],
    ['another holder', { holder: 'somebody' }],
    ['free', { state: 'free' }],
  ])('finds %s', async (_, change) => {
    const { worker, store, lease } = await holding()
    store.set(LEASE, JSON.stringify({ ...lease(), ...change }))
    expect(await caught(worker.lease()?.verify() ?? Promise.resolve())).toBeInstanceOf(LeaseLost)
  })

  test('ends as soon as the gate is shut', async () => {
    const { worker } = await holding()
    worker.way.always({ after: never })
    const verified = caught(worker.lease()?.verify() ?? Promise.resolve())
    const reason = new Interrupted('SIGINT')
    worker.gate.shut(reason)
    expect(await verified).toBe(reason)
  })
})

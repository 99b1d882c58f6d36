// Waiting that has an end.

import { getEventListeners } from 'node:events'
import { describe, expect, test } from '@jest/globals'
import { unlessShut, within } from '../../src/shared/bounded.ts'
import { openGate } from '../../src/shared/gate.ts'
import { caught } from './support/caught.ts'
import { drivenClock } from './support/driven-clock.ts'
import { moment } from './support/moments.ts'

const error = new Error('no')

describe('within a time', () => {
  test('an answer is given, and an error thrown; no timer is left', async () => {
    const clock = drivenClock()
    expect(await within(1000, clock, Promise.resolve(7))).toBe(7)
    expect(await caught(within(1000, clock, Promise.reject(error)))).toBe(error)
    expect(clock.sleepers()).toBe(0)
  })

  test('what takes longer is nothing, and its error is nobody’s later', async () => {
    const [clock, slow] = [drivenClock(), moment<number>()]
    const bounded = within(1000, clock, slow.promise)
    await clock.pass(1000)
    expect(await bounded).toBeUndefined()
    slow.fail(error)
    await clock.pass(0)
  })
})

describe('unless a gate is shut', () => {
  test('an answer is given, and an error thrown', async () => {
    const gate = openGate()
    expect(await unlessShut(gate, Promise.resolve(7))).toBe(7)
    expect(await caught(unlessShut(gate, Promise.reject(error)))).toBe(error)
  })

  test('nobody listens any longer when the answer is there', async () => {
    const gate = openGate()
    for (let question = 0; question < 3; question += 1) await unlessShut(gate, Promise.resolve())
    expect(getEventListeners(gate.signal, 'abort')).toEqual([])
  })

  test.each(['before', 'while it waits'])('it waits no longer; shut %s', async (when) => {
    const [gate, slow, reason] = [openGate(), moment<number>(), new Error('shut')]
    if (when === 'before') gate.shut(reason)
    const waiting = caught(unlessShut(gate, slow.promise))
    gate.shut(reason)
    expect(await waiting).toBe(reason)
    slow.fail(error)
    await Promise.resolve()
  })
})

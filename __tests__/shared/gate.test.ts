// Once the gate is shut, nothing new begins, and nobody waits for what will not happen.

import { describe, expect, test } from '@jest/globals'
import { realClock } from '../../src/shared/clock.ts'
import { gatedClock, openGate } from '../../src/shared/gate.ts'
import { caught } from './support/caught.ts'
import { drivenClock } from './support/driven-clock.ts'

const [one, other] = [new Error('one'), new Error('other')]

describe('a gate', () => {
  test('lets everybody pass as long as it is open', () => {
    const gate = openGate()
    expect(() => gate.pass()).not.toThrow()
    expect(gate.signal.aborted).toBe(false)
  })

  test('that is shut lets nobody pass, and aborts what is under way, for the first reason', () => {
    const gate = openGate()
    gate.shut(one)
    gate.shut(other)
    expect(() => gate.pass()).toThrow(one)
    expect(gate.signal.reason).toBe(one)
  })
})

describe('a watch', () => {
  test('looks at every pass, and shuts the gate when it has a reason', () => {
    const gate = openGate()
    let reason: Error | undefined
    let looks = 0
    gate.watch(() => {
      looks += 1
      return reason
    })
    gate.pass()
    gate.pass()
    expect(looks).toBe(2)
    reason = one
    expect(gate.signal.aborted).toBe(false)
    expect(() => gate.pass()).toThrow(one)
    expect(gate.signal.reason).toBe(one)
  })

  test('leaves the gate shut when its reason is gone', () => {
    const gate = openGate()
    const reasons = [one]
    gate.watch(() => reasons.pop())
    expect(() => gate.pass()).toThrow(one)
    expect(() => gate.pass()).toThrow(one)
  })

  test('that is ended does not look any longer', () => {
    const gate = openGate()
    const end = gate.watch(() => one)
    end()
    expect(() => gate.pass()).not.toThrow()
  })

  test('is one of several', () => {
    const gate = openGate()
    gate.watch(() => undefined)
    gate.watch(() => other)
    expect(() => gate.pass()).toThrow(other)
  })
})

describe('a clock with a gate', () => {
  test('tells the same time, and sleeps as long', async () => {
    const [clock, gate] = [drivenClock(500), openGate()]
    const gated = gatedClock(clock, gate)
    let awake = false
    const sleep = gated.sleep(1000).then(() => {
      awake = true
    })
    await clock.pass(999)
    expect([gated.monotonic(), awake]).toEqual([1499, false])
    await clock.pass(1)
    expect(awake).toBe(true)
    await sleep
  })

  test.each([
    ['the driven one', drivenClock()],
    ['the real one', realClock],
  ])('lets nobody sleep on when the gate shuts, nor fall asleep then: %s', async (_, clock) => {
    const gate = openGate()
    const gated = gatedClock(clock, gate)
    const asleep = caught(gated.sleep(600_000))
    const withSignal = caught(gated.sleep(600_000, new AbortController().signal))
    gate.shut(one)
    expect(await asleep).toBe(one)
    expect(await withSignal).toBe(one)
    expect(await caught(gated.sleep(600_000))).toBe(one)
  })

  test('honours the signal of its sleeper, too', async () => {
    const sleeper = new AbortController()
    const asleep = caught(gatedClock(drivenClock(), openGate()).sleep(1000, sleeper.signal))
    sleeper.abort(other)
    expect(await asleep).toBe(other)
  })
})

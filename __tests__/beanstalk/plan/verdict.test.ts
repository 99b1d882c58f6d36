// The verdict as a table: what is seen, look by look, and what is decided when.

import { describe, expect, test } from '@jest/globals'
import {
  coloured,
  environment,
  event,
  fleet,
  instance,
  type Looks,
  live,
  MINUTE,
  updating,
  verdictOver,
} from '../support/samples.ts'

const repeat = (look: Looks, times: number): readonly Looks[] => Array.from({ length: times }, () => look)
const withEvent =
  (look: Looks, given: Parameters<typeof event>[0]): Looks =>
  (at) => ({ ...look(at), events: [event(given)] })
const old: Looks = () => ({ environment: environment({ label: 'v1' }) })
const mixed: Looks = (at) => ({ fleet: fleet(at, instance(), instance('v1', { id: 'i-2' })) })
const web =
  (isRight: boolean): Looks =>
  () => ({ web: { isRight, what: isRight ? 'status 200' : 'status 502, not 200' } })

describe('a version is live', () => {
  test('when label, every instance and three looks at its health say so', () => {
    expect(verdictOver([updating, updating, live])).toEqual({
      decision: { kind: 'succeeded', unseen: 'nothing' },
      decisions: ['wait', 'wait', 'wait', 'wait', 'succeeded'],
      seconds: 80,
    })
  })

  test('when it was yellow while it warmed up, and is green then', () => {
    expect(verdictOver([updating, ...repeat(coloured('Yellow'), 10), live])).toMatchObject({
      decision: { kind: 'succeeded' },
      seconds: 13 * 20,
    })
  })

  test('as unhealthy as the version before', () => {
    expect(verdictOver([updating, coloured('Yellow')], { least: 'Yellow' }).decision.kind).toBe('succeeded')
    expect(verdictOver([updating, coloured('Red')], { least: 'Red' }).decision.kind).toBe('succeeded')
  })

  test('under basic health, where instances cannot be seen: that is told', () => {
    const basic: Looks = () => ({ environment: environment({ healthStatus: '' }), fleet: undefined })
    expect(verdictOver([updating, basic]).decision).toEqual({ kind: 'succeeded', unseen: 'instances' })
  })

  test('where it is scaled to zero: nothing but its label can be seen', () => {
    const empty: Looks = (at) => ({
      environment: environment({ color: 'Grey', healthStatus: 'NoData' }),
      fleet: { ...fleet(at), instances: [] },
      isScaledToZero: true,
    })
    expect(verdictOver([updating, empty], { looksAtWeb: true })).toMatchObject({
      decision: { kind: 'succeeded', unseen: 'health' },
      seconds: 20,
    })
  })

  test('although an older request left an ERROR behind, and somebody else’s does', () => {
    const others = withEvent(updating, { severity: 'ERROR', request: 'r-0' })
    const none = withEvent(updating, { severity: 'FATAL', request: '' })
    expect(verdictOver([others, none, live]).decision.kind).toBe('succeeded')
    expect(verdictOver([others, none, live], { request: '' }).decision.kind).toBe('succeeded')
  })

  test('although a platform update that AWS manages starts in between', () => {
    const managed: Looks = () => ({ environment: environment({ status: 'Updating' }) })
    expect(verdictOver([updating, live, live, managed, managed, live])).toMatchObject({
      decision: { kind: 'succeeded' },
      seconds: 7 * 20,
    })
  })

  test('when the web answers as it should three times in a row, after its health held', () => {
    const right: Looks = (at) => (at >= 60_000 ? web(true)(at) : {})
    expect(verdictOver([updating, right], { looksAtWeb: true })).toMatchObject({
      decision: { kind: 'succeeded' },
      seconds: 100,
    })
  })

  test('no sooner than three looks that AWS took anew, 15 seconds apart', () => {
    const stale: Looks = () => ({ fleet: fleet(0) })
    expect(verdictOver([updating, stale]).decision).toMatchObject({ kind: 'failed', isWorse: false })
    expect(verdictOver([updating, live], {}, 5).seconds).toBe(5 + 2 * 15)
  })
})

describe('a version is not live', () => {
  test.each<[string, readonly Looks[], number, string]>([
    [
      'AWS says so of our request, and the environment is back on the version before',
      [withEvent(updating, { severity: 'ERROR', message: 'Engine execution has encountered an error.' }), old],
      20,
      'AWS reports ERROR: Engine execution has encountered an error.',
    ],
    [
      'AWS says so of our request, though everything else is well',
      [withEvent(updating, { severity: 'FATAL', message: 'Gone wrong.' }), updating, live],
      40,
      'AWS reports FATAL: Gone wrong.',
    ],
    ['it is Ready with the label from before', [updating, old], 80, 'it is Ready and runs v1, not v2'],
    [
      'an instance is left behind for three minutes',
      [updating, mixed],
      200,
      'instance i-2 runs v1 instead of v2 for 180 s after Ready',
    ],
    [
      'the deployment on an instance has failed',
      [updating, (at) => ({ fleet: fleet(at, instance('v2', { deployment: 'Failed' })) })],
      200,
      'instance i-1 has v2, Failed for 180 s after Ready',
    ],
    [
      'no instance is to be seen',
      [updating, (at) => ({ fleet: { ...fleet(at), instances: [] } })],
      200,
      'no instance is to be seen for 180 s after Ready',
    ],
    ['it is red for two minutes', [updating, coloured('Red')], 140, 'its health is Severe (Red) for 120 s after Ready'],
    [
      'it is yellow for five minutes',
      [updating, coloured('Yellow')],
      320,
      'its health is Warning (Yellow) for 300 s after Ready',
    ],
  ])('when %s', (_, looks, seconds, why) => {
    expect(verdictOver(looks)).toMatchObject({ decision: { kind: 'failed', why, isWorse: true }, seconds })
  })

  test('when the web answers wrongly for two minutes, and it is no worse where it did before', () => {
    const looks = [updating, web(false)]
    const given = { looksAtWeb: true }
    expect(verdictOver(looks, given)).toMatchObject({
      decision: { kind: 'failed', why: 'the API answers with status 502, not 200 for 120 s', isWorse: true },
      seconds: 140,
    })
    const already = {
      label: 'v1',
      color: 'Green',
      web: { isRight: false, what: 'status 500, not 200' },
      isEmpty: false,
    } as const
    expect(verdictOver(looks, { ...given, before: already }).decision).toMatchObject({ kind: 'failed', isWorse: false })
  })

  test('when somebody else’s version is there: that is not ours to replace', () => {
    const other: Looks = () => ({ environment: environment({ label: 'v3' }) })
    expect(verdictOver([updating, other]).decision).toEqual({
      kind: 'failed',
      why: 'it is Ready and runs v3, not v2',
      isWorse: false,
    })
    const faulty = withEvent(updating, { severity: 'ERROR', message: 'No.' })
    expect(verdictOver([faulty, other]).decision).toMatchObject({ why: 'AWS reports ERROR: No.', isWorse: false })
  })

  test.each(['Terminating', 'Terminated'])('when the environment is %s', (status) => {
    const gone: Looks = () => ({ environment: environment({ status }) })
    expect(verdictOver([updating, gone])).toMatchObject({
      decision: { why: `the environment is ${status}`, isWorse: false },
      seconds: 20,
    })
  })

  test('when AWS names it no more; one empty answer says nothing', () => {
    const none: Looks = () => ({ environment: undefined })
    expect(verdictOver([updating, none, live]).decision.kind).toBe('succeeded')
    expect(verdictOver([updating, none])).toMatchObject({ decision: { kind: 'failed', isWorse: false }, seconds: 80 })
  })
})

describe('when the time is over', () => {
  test('our own update is aborted, once, and Ready is waited for', () => {
    const aborting: Looks = () => ({ environment: environment({ status: 'Aborting', label: 'v1' }) })
    const run = verdictOver([...repeat(updating, 4), aborting, old], { bound: MINUTE })
    expect(run.decisions).toEqual(['wait', 'wait', 'wait', 'abort', 'wait', 'failed'])
    expect(run.decision).toMatchObject({ kind: 'failed', isWorse: true })
  })

  test('an update that cannot be aborted is left to AWS', () => {
    const stuck: Looks = () => ({ environment: environment({ status: 'Updating', label: 'v1' }) })
    expect(verdictOver([stuck], { bound: MINUTE })).toMatchObject({
      decision: { why: 'it is still Updating when the time is over', isWorse: false },
      seconds: 60,
    })
  })

  test('another’s update is never aborted', () => {
    const managed: Looks = () => ({ environment: environment({ status: 'Updating', isAbortable: true }) })
    const run = verdictOver([updating, live, managed], { bound: MINUTE })
    expect(run.decisions).not.toContain('abort')
    expect(run.decision).toMatchObject({ why: expect.stringContaining('what somebody else began') })
  })

  test('an update that does not end even when aborted ends the waiting', () => {
    expect(verdictOver([updating], { bound: MINUTE, grace: MINUTE })).toMatchObject({
      decision: { kind: 'failed' },
      seconds: 120,
    })
  })

  test('a version that nothing is seen wrong of is not called worse', () => {
    expect(verdictOver([...repeat(updating, 3), live], { bound: MINUTE })).toMatchObject({
      decision: { why: 'its health could not be proven to last before the time was over', isWorse: false },
    })
    expect(verdictOver([...repeat(updating, 3), coloured('Red')], { bound: MINUTE }).decision).toMatchObject({
      why: 'its health is Severe (Red) when the time is over',
      isWorse: true,
    })
  })
})

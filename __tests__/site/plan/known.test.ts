// What the records say of each object in the bucket.

import { describe, expect, test } from '@jest/globals'
import type { LiveObject } from '../../../src/site/file-model.ts'
import { isOurs, knownObjects } from '../../../src/site/plan/known.ts'
import type { CurrentRecord, Known, Situation } from '../../../src/site/record-model.ts'
import {
  adoptedFiles,
  ago,
  current,
  etagOf,
  filesOf,
  objectsOf,
  release,
  retained,
  situation,
} from '../support/records.ts'

/** What is known of the first of these objects. */
function knownOf(words: string, given: Partial<Situation>, object: Partial<LiveObject> = {}): Known | undefined {
  const objects = objectsOf(words, object)
  return knownObjects(situation({ ...given, objects })).get(objects[0]?.key ?? '')
}

const live = (words: string): Partial<Situation> => ({ current: current({ live: release(2, words) }) })
const ledger = (words: string, given: Partial<CurrentRecord['ledger'][number]> = {}): Partial<Situation> => ({
  current: current({ ledger: retained(words, given) }),
})

describe('an object', () => {
  const both = current({ live: release(2, 'app.js=2'), ledger: retained('app.js=1') })

  test.each<[string, Partial<Situation>, Known['kind']]>([
    ['that the live release refers to is live', live('app.js=1'), 'live'],
    ['that an earlier release referred to is retained', ledger('app.js=1'), 'retained'],
    ['that a release has left that never became live is begun', { open: [release(3, 'app.js=1')] }, 'begun'],
    ['that was left long ago by such a release is begun', { settled: [release(1, 'app.js=1')] }, 'begun'],
    ['with a key that no record knows is unknown', {}, 'unknown'],
    ['with other bytes than the live release has is edited', live('app.js=2'), 'edited'],
    ['with other bytes than an earlier release had is edited', ledger('app.js=2'), 'edited'],
    ['with the bytes of an earlier release under a live key is retained', { current: both }, 'retained'],
    ['that a begun release has replaced is begun', { ...live('app.js=2'), open: [release(3, 'app.js=1')] }, 'begun'],
    [
      'that a begun release would have had too is live',
      { ...live('app.js=1'), open: [release(3, 'app.js=1')] },
      'live',
    ],
    [
      'that a begun release would have replaced is live',
      { ...live('app.js=1'), open: [release(3, 'app.js=2')] },
      'live',
    ],
    ['of one of two begun releases is begun', { open: [release(3, 'app.js=2'), release(4, 'app.js=1')] }, 'begun'],
    ['with other bytes than a begun release has is unknown', { open: [release(3, 'app.js=2')] }, 'unknown'],
  ])('%s', (_, given, kind) => {
    const known = knownOf('app.js=1', given)
    expect(known?.kind).toBe(kind)
    expect(known?.file?.etag).toBe(kind === 'edited' || kind === 'unknown' ? undefined : etagOf('1'))
  })

  test('with the ETag of the record and another size is edited', () => {
    expect(knownOf('app.js=1', live('app.js=1'), { size: 9 })?.kind).toBe('edited')
  })

  const second = Date.parse('2026-09-29T12:00:00Z')

  test.each<[string, number, Known['kind']]>([
    ['before an unfinished release was begun', second - 1000, 'unknown'],
    ['since, as far as S3 tells the time', second, 'begun'],
  ])('that nobody knows and that was written %s, though it has the bytes that this wanted', (_, modified, kind) => {
    const begun = release(3, 'app.js=1', { time: '2026-09-29T12:00:00.900Z' })
    expect(knownOf('app.js=1', { open: [begun] }, { modified })?.kind).toBe(kind)
    expect(knownOf('app.js=1', { settled: [begun] }, { modified })?.kind).toBe(kind)
  })

  test.each<[string, number, Known['kind']]>([
    ['before an unfinished release was found, and no ledger names, is not its', second - 1000, 'unknown'],
    ['since, as far as S3 tells the time, came late and is its', second, 'begun'],
  ])('that was written %s', (_, modified, kind) => {
    const found = current({ begun: [{ sequence: 1, ended: '2026-09-29T12:00:00.900Z' }] })
    const settled = [release(1, 'app.js=1', { time: '2026-09-01T12:00:00.000Z' })]
    expect(knownOf('app.js=1', { current: found, settled }, { modified })?.kind).toBe(kind)
  })

  test('of ours that an unfinished release has replaced is that one’s, whenever S3 says it was', () => {
    const begun = release(3, 'app.js=1', { time: '2026-09-29T12:00:00.900Z' })
    expect(knownOf('app.js=1', { ...live('app.js=2'), open: [begun] }, { modified: 0 })?.kind).toBe('begun')
  })
})

describe('what a run that did not finish has encrypted anew', () => {
  const anew = { open: [release(3, '', { files: filesOf('app.js=1', { etag: 'of another key' }) })] }

  test.each<[string, Partial<Situation>, Known['kind']]>([
    ['is still the live release’s', live('app.js=1'), 'live'],
    ['is still an earlier release’s', ledger('app.js=1'), 'retained'],
    [
      'is retained though it was to be pruned, for that was another',
      ledger('app.js=1', { condemned: true }),
      'retained',
    ],
    ['is its own where it has other bytes', live('app.js=2'), 'begun'],
  ])('%s', (_, given, kind) => {
    const known = knownOf('app.js=1', { ...given, ...anew }, { etag: 'of another key' })
    expect(known).toMatchObject({ kind, condemned: false, hasRecordedHeaders: false })
  })
})

describe('its recorded headers', () => {
  const asOf = Date.parse(ago(1))

  test.each<[string, Partial<Situation>, number, boolean]>([
    ['count where it was written before the record', live('app.js=1'), asOf, true],
    ['do not count where it was written since', live('app.js=1'), asOf + 1, false],
    ['count for an earlier release, too', ledger('app.js=1'), asOf, true],
    ['do not count for an earlier release where it was written since', ledger('app.js=1'), asOf + 1, false],
    ['do not count where nobody knows whether the run came to set them', { open: [release(3, 'app.js=1')] }, 0, false],
  ])('%s', (_, given, modified, counts) => {
    expect(knownOf('app.js=1', given, { modified })?.hasRecordedHeaders).toBe(counts)
  })

  const others = { files: filesOf('app.js=1', { headers: { 'Cache-Control': 'no-store' } }) }
  const unread = { files: filesOf('app.js=1', { headers: undefined }) }

  test.each<[string, Partial<Situation>, boolean]>([
    ['do not count where an unfinished release was to set others', { open: [release(3, '', others)] }, false],
    ['count where an unfinished release was to set the same', { open: [release(3, 'app.js=1')] }, true],
    ['count where an unfinished release was to leave them alone', { open: [release(3, '', unread)] }, true],
    ['count where a later run has looked since', { settled: [release(1, '', others)] }, true],
  ])('%s', (_, given, counts) => {
    expect(knownOf('app.js=1', { ...live('app.js=1'), ...given })?.hasRecordedHeaders).toBe(counts)
    expect(knownOf('app.js=1', { ...ledger('app.js=1'), ...given })?.hasRecordedHeaders).toBe(counts)
  })

  test('are none where nobody has looked', () => {
    const adopted = release(0, '', { files: filesOf('app.js=1', { headers: undefined }) })
    expect(knownOf('app.js=1', { current: current({ live: adopted }) })?.hasRecordedHeaders).toBe(false)
  })
})

test('what prune may take at any moment is condemned, and nothing else', () => {
  expect(knownOf('app.js=1', ledger('app.js=1', { condemned: true }))?.condemned).toBe(true)
  expect(knownOf('app.js=1', ledger('app.js=1'))?.condemned).toBe(false)
  expect(knownOf('app.js=1', live('app.js=1'))?.condemned).toBe(false)
})

describe('of the objects', () => {
  const adopted = (sequence: number) => current({ live: release(sequence, '', { files: adoptedFiles('app.js=1') }) })

  test.each<[string, Partial<Situation>, boolean]>([
    ['those of the live release are ours', live('app.js=1'), true],
    ['those of earlier releases are ours', ledger('app.js=1'), true],
    ['those of releases that never became live are ours', { open: [release(3, 'app.js=1')] }, true],
    ['those that somebody has changed are not', live('app.js=2'), false],
    ['those that nobody knows are not', {}, false],
    ['those that were there before the first release are not', { current: adopted(0) }, false],
    ['those that a rollback to what was there before has made live again are not', { current: adopted(5) }, false],
    [
      'those that were read before the first release are not',
      { current: current({ live: release(0, 'app.js=1') }) },
      false,
    ],
  ])('%s', (_, given, ours) => {
    const known = knownOf('app.js=1', given)
    expect(known && isOurs(known, given.current ?? current())).toBe(ours)
  })
})

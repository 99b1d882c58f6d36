// What the records say of each object in the bucket.

import { describe, expect, test } from '@jest/globals'
import type { CurrentRecord, Known, LiveObject, Situation } from '../../../src/site/model.ts'
import { isOurs, knownObjects } from '../../../src/site/plan/known.ts'
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

  test('that was there before and that an unfinished rollback would have left alone is still nobody’s', () => {
    const back = release(3, 'old.html=0', { files: adoptedFiles('old.html=0') })
    expect(knownOf('old.html=0', { open: [back] })?.kind).toBe('unknown')
  })

  test('that an unfinished rollback has put back in place of ours is its', () => {
    const back = release(3, 'old.html=0', { files: adoptedFiles('old.html=0') })
    expect(knownOf('old.html=0', { ...live('old.html=1'), open: [back] })?.kind).toBe('begun')
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

// What leaves.

import { describe, expect, test } from '@jest/globals'
import { knownObjects } from '../../../src/site/plan/known.ts'
import { type Leaving, pathBelow, removalsOf } from '../../../src/site/plan/removals.ts'
import type { Situation } from '../../../src/site/record-model.ts'
import { adoptedFiles, assetsOf, current, etagOf, objectsOf, release, retained, situation } from '../support/records.ts'

const usual: Leaving = { isPurged: () => false, deletesUnknown: false, mostDeletes: 100 }

/** What leaves, as a script: `old.html (no longer in the release)`. */
function script(words: string, from: Situation, leaving: Partial<Leaving> = {}): readonly string[] {
  const { removals } = removalsOf(assetsOf(words), knownObjects(from), from, { ...usual, ...leaving })
  return removals.map(({ asset: { path }, reason }) => `${path} (${reason})`)
}

const live = (words: string, objects = words): Situation =>
  situation({ current: current({ live: release(2, words) }), objects: objectsOf(objects) })
const adopted = (sequence: number, words: string): Situation =>
  situation({ current: current({ live: release(sequence, '', { files: adoptedFiles(words) }) }) })

describe('of what the release does not have', () => {
  test.each<[string, Situation, readonly string[]]>([
    ['a page leaves', live('old.html=1'), ['old.html (no longer in the release)']],
    ['an entry leaves', live('de/index.html=1'), ['de/index.html (no longer in the release)']],
    ['a service worker leaves', live('ngsw-worker.js=1'), ['ngsw-worker.js (no longer in the release)']],
    ['a worker’s manifest leaves', live('ngsw.json=1'), ['ngsw.json (no longer in the release)']],
    ['a file stays, for open tabs', live('app.js=1'), []],
    [
      'a page of an earlier release leaves',
      situation({ current: current({ ledger: retained('old.html=1') }) }),
      ['old.html (no longer in the release)'],
    ],
    [
      'a page of a release that never became live leaves',
      situation({ open: [release(3, 'old.html=1')], objects: objectsOf('old.html=1') }),
      ['old.html (no longer in the release)'],
    ],
    ['a page that somebody has changed stays', live('old.html=1', 'old.html=2'), []],
    ['a page that nobody knows stays', live('', 'old.html=1'), []],
    ['a page that was there before the first release stays', adopted(0, 'old.html=1'), []],
    ['a page that a rollback to what was there before has made live stays', adopted(5, 'old.html=1'), []],
  ])('%s', (_, from, removals) => {
    expect(script('', from)).toEqual(removals)
  })
})

test('what the release has stays, whatever it is', () => {
  expect(
    script('index.html=2 app.js=1', live('index.html=1', 'index.html=1 app.js=9'), { deletesUnknown: true }),
  ).toEqual([])
})

test('what leaves is what is there', () => {
  const from = live('old.html=1')
  const { removals } = removalsOf([], knownObjects(from), from, usual)
  expect(removals).toMatchObject([{ kind: 'delete', etag: etagOf('1'), asset: { key: 'dist/old.html', role: 'page' } }])
})

describe('where it is wished, what is not ours leaves:', () => {
  test.each<[string, Situation, readonly string[]]>([
    ['what nobody knows', live('', 'notes.txt=1'), ['notes.txt (not ours)']],
    ['what somebody has changed', live('app.js=1', 'app.js=2'), ['app.js (not ours)']],
    ['what was there before the first release', adopted(0, 'app.js=1'), ['app.js (not ours)']],
    ['and no file of ours', live('app.js=1'), []],
  ])('%s', (_, from, removals) => {
    expect(script('', from, { deletesUnknown: true })).toEqual(removals)
  })
})

describe('purged is', () => {
  const isPurged = (path: string) => path.startsWith('drafts/')

  test.each<[string, Situation]>([
    ['what is live', live('drafts/a.js=1')],
    ['what earlier releases had', situation({ current: current({ ledger: retained('drafts/a.js=1') }) })],
    ['what nobody knows', live('', 'drafts/a.js=1')],
    ['what was there before the first release', adopted(0, 'drafts/a.js=1')],
  ])('%s, whether it is a page or not', (_, from) => {
    expect(script('', from, { isPurged })).toEqual(['drafts/a.js (purged)'])
  })

  test('nothing that the release has', () => {
    expect(script('drafts/a.js=1', live('drafts/a.js=1'), { isPurged })).toEqual([])
  })
})

describe('more than may leave at once', () => {
  const from = live('a.html=1 b.html=1 c.html=1', 'a.html=1 b.html=1 c.html=1 x.txt=1')
  const refused = (leaving: Partial<Leaving>) =>
    removalsOf([], knownObjects(from), from, { ...usual, ...leaving }).refused

  test('stays, all of it, and is counted', () => {
    expect(script('', from, { mostDeletes: 2 })).toEqual([])
    expect(refused({ mostDeletes: 2 })).toBe(3)
  })

  test('is not as much as may leave', () => {
    expect(script('', from, { mostDeletes: 3 })).toHaveLength(3)
    expect(refused({ mostDeletes: 3 })).toBe(0)
  })

  test('counts what is not ours, where that leaves', () => {
    expect(refused({ mostDeletes: 3, deletesUnknown: true })).toBe(4)
  })

  test('is never what is purged', () => {
    const leaving = { mostDeletes: 0, isPurged: (path: string) => path.startsWith('a') }
    expect(script('', from, leaving)).toEqual(['a.html (purged)'])
    expect(refused(leaving)).toBe(2)
    expect(refused({ ...leaving, mostDeletes: 2 })).toBe(0)
  })
})

test.each([
  ['dist', 'dist/a/b.js', 'a/b.js'],
  ['web/dist', 'web/dist/b.js', 'b.js'],
  ['', 'a/b.js', 'a/b.js'],
])('below “%s”, %s is %s', (prefix, key, path) => {
  expect(pathBelow(prefix)(key)).toBe(path)
})

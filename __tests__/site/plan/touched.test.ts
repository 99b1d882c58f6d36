// Which addresses may be cached with something else than what will be live.

import { describe, expect, test } from '@jest/globals'
import type { Headers } from '../../../src/site/file-model.ts'
import type { Change } from '../../../src/site/model.ts'
import { earlierHeaders } from '../../../src/site/plan/earlier-headers.ts'
import { knownObjects } from '../../../src/site/plan/known.ts'
import { isOverwrite, type Touched, touchedBefore, touchedBy } from '../../../src/site/plan/touched.ts'
import type { Known, Situation } from '../../../src/site/record-model.ts'
import { added, asset, noCache, overwritten, putBack, reheadered, removed, restored } from '../support/assets.ts'
import { adoptedFiles, current, filesOf, kept, objectsOf, release, retained, situation } from '../support/records.ts'

const app = asset({ path: 'app.js', content: '2' })

/** As a script: `app.js (fresh)`. */
function script(touched: readonly Touched[]): readonly string[] {
  return touched.map(({ path, earlier }) => (earlier.length === 0 ? `${path} (fresh)` : path))
}

const earlierIn = (from: Situation) => earlierHeaders(knownObjects(from), new Map(), from)

test.each<[string, boolean, Change]>([
  ['a file where there was none', false, added(app)],
  ['a file in place of another', true, overwritten(app)],
  ['a file that comes back', false, restored(app)],
  ['a file that becomes what it was', true, putBack(app)],
  ['other headers', true, reheadered(app)],
  ['a file that leaves', true, removed(app)],
])('%s touches what visitors may have: %s', (_, is, change) => {
  expect(isOverwrite(change)).toBe(is)
})

describe('a change touches', () => {
  test.each<[string, Change, Situation, readonly string[]]>([
    ['nothing that anybody can have, where the key is new', added(app), situation(), ['app.js (fresh)']],
    ['what is overwritten', overwritten(app), situation({ objects: objectsOf('app.js=1') }), ['app.js']],
    ['what leaves', removed(app), situation({ objects: objectsOf('app.js=1') }), ['app.js']],
    ['what gets other headers', reheadered(app), situation({ objects: objectsOf('app.js=1') }), ['app.js']],
    [
      'what the live release has, though it is gone',
      added(app),
      situation({ current: current({ live: release(2, 'app.js=1') }), objects: [] }),
      ['app.js'],
    ],
    [
      'what an earlier release had, though it is gone',
      added(app),
      situation({ current: current({ ledger: retained('app.js=1') }), objects: [] }),
      ['app.js'],
    ],
    [
      'what an earlier release deleted',
      restored(app),
      situation({ current: current({ kept: kept('app.js=1') }) }),
      ['app.js'],
    ],
  ])('%s', (_, change, from, touched) => {
    expect(script(touchedBy([change], earlierIn(from)))).toEqual(touched)
  })

  test('what it changes, for the same reason', () => {
    const index = asset({ path: 'index.html', role: 'entry' })
    const what = { key: 'dist/index.html', path: 'index.html', role: 'entry' }
    expect(touchedBy([overwritten(index)], () => [noCache])).toEqual([
      { ...what, reason: 'content changed', earlier: [noCache], wasAbsent: false, hasOldBytes: false },
    ])
  })

  test.each<[Change, boolean]>([
    [added(app), true],
    [restored(app), true],
    [overwritten(app), false],
    [removed(app), false],
  ])('what may have been answered with an error, or not: %j', (change, wasAbsent) => {
    expect(touchedBy([change], () => []).map((one) => one.wasAbsent)).toEqual([wasAbsent])
  })
})

describe('a copy of a file may have come with', () => {
  const noStore = { 'Cache-Control': 'no-store' }
  const aYear = { 'Cache-Control': 'max-age=31536000' }
  const of = (headers: Headers | undefined) => filesOf('app.js=1', { headers })
  const liveWith = (headers: Headers | undefined, given: Partial<Situation> = {}) =>
    situation({ current: current({ live: release(2, '', { files: of(headers) }) }), ...given })
  const looked = (headers: Headers) => new Map([['dist/app.js', { etag: '', sha256: undefined, headers, kept: {} }]])
  const byHand = { objects: objectsOf('app.js=1', { modified: Number.POSITIVE_INFINITY }) }

  test.each<[string, Situation, ReadonlyMap<string, Known> | undefined, Parameters<typeof earlierHeaders>[1], unknown]>(
    [
      ['nothing, where it is new', situation(), undefined, new Map(), []],
      ['the headers of its record', liveWith(noStore), undefined, new Map(), [noStore]],
      [
        'the headers of its record, though it is gone',
        liveWith(noStore, { objects: [] }),
        undefined,
        new Map(),
        [noStore],
      ],
      [
        'those of the record, and those that somebody gave it',
        liveWith(aYear, byHand),
        undefined,
        looked(noStore),
        [noStore, aYear],
      ],
      [
        'any, where somebody may have changed them and nobody looked',
        liveWith(noStore, byHand),
        undefined,
        new Map(),
        [undefined, noStore],
      ],
      ['any, where it was adopted', liveWith(undefined), undefined, new Map(), [undefined, undefined]],
      ['any, where it is not ours', situation({ objects: objectsOf('app.js=1') }), undefined, new Map(), [undefined]],
      [
        'any, where only its content is kept',
        situation({ current: current({ kept: kept('app.js=1') }) }),
        undefined,
        new Map(),
        [undefined],
      ],
    ],
  )('%s', (_, from, known, headers, expected) => {
    expect(earlierHeaders(known ?? knownObjects(from), headers, from)('dist/app.js')).toEqual(expected)
  })
})

describe('an unfinished release may have touched', () => {
  const live = (words: string, given: Partial<Situation['current']> = {}) => ({
    current: current({ live: release(2, words), ...given }),
  })
  const begun = (words: string, given = {}) => ({ open: [release(3, words, given)] })
  const otherHeaders = { files: filesOf('app.js=1', { headers: { 'Cache-Control': 'no-store' } }) }
  const noHeaders = { files: filesOf('app.js=1', { headers: undefined }) }
  const adopted = (words: string) => ({ current: current({ live: release(0, '', { files: adoptedFiles(words) }) }) })

  test.each<[string, Partial<Situation>, readonly string[]]>([
    ['nothing, where there is none', live('app.js=1'), []],
    ['nothing, where it was like the live one', { ...live('app.js=1'), ...begun('app.js=1') }, []],
    ['other bytes', { ...live('app.js=1'), ...begun('app.js=2') }, ['app.js']],
    ['other headers', { ...live('app.js=1'), ...begun('', otherHeaders) }, ['app.js']],
    [
      'headers where nobody knew any',
      { ...live('', { live: release(2, '', noHeaders) }), ...begun('app.js=1') },
      ['app.js'],
    ],
    [
      'nothing, where nobody ever knew the headers',
      { ...live('', { live: release(2, '', noHeaders) }), ...begun('', noHeaders) },
      [],
    ],
    ['a new page', { ...live(''), ...begun('new.html=1') }, ['new.html']],
    ['a new file, whose address may have had another', { ...live(''), ...begun('app.js=1') }, ['app.js']],
    [
      'nothing that anybody can have had, where the name is new and hashed',
      { ...live(''), ...begun('a-6JLMM7WW.js=1') },
      ['a-6JLMM7WW.js (fresh)'],
    ],
    [
      'a hashed name that an earlier release had with other bytes',
      { ...live('', { ledger: retained('a-6JLMM7WW.js=1') }), ...begun('a-6JLMM7WW.js=2') },
      ['a-6JLMM7WW.js'],
    ],
    ['a new page under a hashed name', { ...live(''), ...begun('a-6JLMM7WW.html=1') }, ['a-6JLMM7WW.html']],
    ['a page that it did not have', { ...live('old.html=1'), ...begun('') }, ['old.html']],
    ['no file that it did not have, where that is there', { ...live('app.js=1'), ...begun('') }, []],
    ['a file that it may have purged', { ...live('app.js=1'), ...begun(''), objects: [] }, ['app.js']],
    [
      'a file of earlier releases that it may have purged',
      { ...live('', { ledger: retained('app.js=1') }), ...begun(''), objects: [] },
      ['app.js'],
    ],
    [
      'nothing that was pruned before',
      { ...live('', { ledger: retained('app.js=1', { condemned: true }) }), ...begun(''), objects: [] },
      [],
    ],
    ['what differs from bytes that nobody has read', { ...adopted('app.js=1'), ...begun('app.js=2') }, ['app.js']],
    [
      'nothing of bytes that nobody has read and that have their ETag',
      { ...adopted('app.js=1'), ...begun('', noHeaders) },
      [],
    ],
  ])('%s', (_, given, touched) => {
    expect(script(touchedBefore(situation(given)))).toEqual(touched)
  })

  test('what each of several had', () => {
    const from = situation({ ...live('a.js=1'), open: [release(3, 'a.js=2'), release(4, 'a.js=1 b.js=1')] })
    expect(touchedBefore(from).map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
      'a.js: release 3 was begun and not finished',
      'b.js: release 4 was begun and not finished',
    ])
  })

  test('nothing any more, once a later run has found it unfinished', () => {
    expect(touchedBefore(situation({ ...live('a.js=1'), settled: [release(1, 'a.js=2')] }))).toEqual([])
  })
})

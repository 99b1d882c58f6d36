// What hand edits have taken from releases that could be rolled back to.

import { describe, expect, test } from '@jest/globals'
import { isDamaged, withMissing } from '../../../src/site/plan/damage.ts'
import { knownObjects } from '../../../src/site/plan/known.ts'
import type { CurrentRecord, ReleaseRecord, Situation } from '../../../src/site/record-model.ts'
import {
  adoptedFiles,
  current,
  etagOf,
  kept,
  objectsOf,
  past,
  release,
  retained,
  sha256,
  situation,
} from '../support/records.ts'

describe('damage is', () => {
  const live = (words: string, given: Partial<CurrentRecord> = {}) => current({ live: release(2, words), ...given })
  const adopted = (given: Partial<CurrentRecord> = {}) =>
    current({ live: release(0, '', { files: adoptedFiles('app.js=1') }), ...given })
  const copy = (content: string, etag: string) => new Map([[sha256(content), { etag, size: 1 }]])

  test.each<[string, Partial<Situation>, boolean]>([
    ['nothing, where all is as recorded', { current: live('app.js=1', { ledger: retained('old.js=1') }) }, false],
    ['other bytes of the live release', { current: live('app.js=1'), objects: objectsOf('app.js=2') }, true],
    ['a file of the live release that is gone', { current: live('app.js=1'), objects: [] }, true],
    [
      'a file of an earlier release that is gone',
      { current: live('', { ledger: retained('a=1') }), objects: [] },
      true,
    ],
    ['nothing, where what is gone is kept', { current: live('a=1', { kept: kept('a=1') }), objects: [] }, false],
    [
      'nothing, where a run that did not finish has kept what it replaced',
      { current: live('app.js=1'), objects: objectsOf('app.js=2'), kept: copy('1', 'orphan') },
      false,
    ],
    [
      'nothing, where what is gone was to be pruned',
      { current: live('', { ledger: retained('a=1', { condemned: true }) }), objects: [] },
      false,
    ],
    ['a kept copy that is gone', { current: live('', { kept: kept('a=1') }), kept: new Map() }, true],
    ['a kept copy that somebody has changed', { current: live('', { kept: kept('a=1') }), kept: copy('1', 'x') }, true],
    [
      'nothing, where a kept copy is gone that was to be pruned',
      { current: live('', { kept: kept('a=1', { condemned: true }) }), kept: new Map() },
      false,
    ],
    [
      'other bytes than were there before the first release',
      { current: adopted(), objects: objectsOf('app.js=2') },
      true,
    ],
    [
      'nothing, where those are kept',
      { current: adopted({ kept: kept('app.js=1', { etag: 'k' }) }), objects: objectsOf('app.js=2') },
      false,
    ],
  ])('%s', (_, given, is) => {
    const from = situation(given)
    expect(isDamaged(knownObjects(from), from)).toBe(is)
  })
})

describe('missing from a release is', () => {
  /** The paths that release 1 lacks, where release 2 is this, and what else is said. */
  function missing(
    words: string,
    first: ReleaseRecord,
    given: Partial<CurrentRecord> = {},
    objects = '',
  ): readonly string[] {
    const after = current({ live: release(2, words), history: [past(1)], ...given })
    const known = knownObjects(situation({ current: after, objects: objectsOf(objects) }))
    return withMissing(after, [first], known)[0]?.missing ?? []
  }
  const first = release(1, 'app.js=1')
  const unread = release(1, '', { files: adoptedFiles('app.js=1') })

  test.each<[string, readonly string[], readonly string[]]>([
    ['nothing that the live release has', missing('app.js=1', first), []],
    ['nothing that the ledger has', missing('', first, { ledger: retained('app.js=1') }), []],
    ['nothing that is kept, whatever key it had', missing('app.js=2', first, { kept: kept('old.js=1') }), []],
    ['what is nowhere', missing('', first), ['app.js']],
    ['what has other bytes now', missing('app.js=2', first), ['app.js']],
    ['what an earlier release has otherwise', missing('', first, { ledger: retained('app.js=2') }), ['app.js']],
    ['what prune takes', missing('', first, { ledger: retained('app.js=1', { condemned: true }) }), ['app.js']],
    ['what prune takes of what is kept', missing('', first, { kept: kept('a=1', { condemned: true }) }), ['app.js']],
    ['nothing that nobody has read and that is as it was', missing('', unread, {}, 'app.js=1'), []],
    ['nothing that was there before the first release and still is', missing('', first, {}, 'app.js=1'), []],
    ['what was there before the first release and is another', missing('', first, {}, 'app.js=2'), ['app.js']],
    ['what nobody has read and that is gone', missing('', unread), ['app.js']],
    ['what nobody has read and that is another', missing('', unread, {}, 'app.js=2'), ['app.js']],
    ['what nobody has read and a release has replaced', missing('app.js=2', unread, {}, 'app.js=1'), ['app.js']],
    [
      'nothing that nobody had read and that was kept when it was replaced',
      missing('app.js=2', unread, { kept: kept('app.js=1', { etag: 'k' }) }),
      [],
    ],
    [
      'nothing that nobody had read and that was kept by a run that did not finish',
      missing('app.js=2', unread, { kept: kept('app.js=1', { key: '', was: '' }) }),
      [],
    ],
    ['named five times at most', missing('', release(1, 'a=1 b=1 c=1 d=1 e=1 f=1')), ['a', 'b', 'c', 'd', 'e']],
  ])('%s', (_, paths, expected) => {
    expect(paths).toEqual(expected)
  })

  test('nothing any more, where it is there again', () => {
    const history = [past(1, { missing: ['app.js'] })]
    expect(missing('app.js=1', first, { history })).toEqual([])
  })

  test('what was missing, where the release was not read', () => {
    const history = [past(1, { missing: ['app.js'] }), past(2)]
    const after = current({ live: release(3, ''), history })
    expect(withMissing(after, [], new Map())).toEqual(history)
  })

  test('never told of another release', () => {
    const after = current({ live: release(3, 'a=1'), history: [past(1), past(2)] })
    const read = [release(1, 'a=1'), release(2, 'a=2')]
    expect(withMissing(after, read, new Map()).map((one) => one.missing)).toEqual([[], ['a']])
  })
})

test('an ETag that a copy of unknown origin does not have is no proof', () => {
  const unread = release(1, '', { files: adoptedFiles('a=1').map((file) => ({ ...file, etag: etagOf('9') })) })
  const after = current({ history: [past(1)], kept: kept('a=1', { key: '', was: '' }) })
  expect(withMissing(after, [unread], new Map())[0]?.missing).toEqual(['a'])
})

// The next ledger: everything of ours that is there and that the live release does not refer to.

import { describe, expect, test } from '@jest/globals'
import { knownObjects } from '../../../src/site/plan/known.ts'
import { ledgerAfter } from '../../../src/site/plan/ledger.ts'
import type { Outcome } from '../../../src/site/plan/outcome.ts'
import type { ReleaseRecord, RetainedFile, Situation } from '../../../src/site/record-model.ts'
import { noCache } from '../support/assets.ts'
import {
  adoptedFiles,
  ago,
  current,
  filesOf,
  NOW,
  objectsOf,
  release,
  retained,
  situation,
} from '../support/records.ts'

const now = ago(0)

function ledger(
  given: Partial<Situation>,
  live: ReleaseRecord,
  outcome: Partial<Outcome> = {},
): readonly RetainedFile[] {
  const from = situation(given)
  const nothing = { removed: new Set<string>(), kept: [], purged: new Set<string>(), leaves: false, now }
  return ledgerAfter(from, { live, known: knownObjects(from), ...nothing, ...outcome })
}

/** As a script: `old.js of release 2, ended now`. */
function script(entries: readonly RetainedFile[]): readonly string[] {
  return entries.map(({ file, release: sequence, ended, condemned }) => {
    const when = condemned ? 'condemned' : `ended ${(NOW - Date.parse(ended)) / 86400000} days ago`
    return `${file.key.slice('dist/'.length)} of release ${sequence}, ${when}`
  })
}

const live = (words: string, entries: readonly RetainedFile[] = []): Partial<Situation> => ({
  current: current({ live: release(2, words), ledger: entries }),
})
const next = (words: string) => release(3, words)

describe('after a deploy it has', () => {
  test.each<[string, Partial<Situation>, ReleaseRecord, readonly string[]]>([
    ['what only the release before had', live('old.js=1'), next('new.js=1'), ['old.js of release 2, ended 0 days ago']],
    ['nothing that the new release has', live('app.js=1'), next('app.js=1'), []],
    ['nothing that was overwritten', live('app.js=1'), next('app.js=2'), []],
    ['nothing that is gone', { ...live('old.js=1'), objects: [] }, next(''), []],
    ['nothing that somebody has changed', { ...live('old.js=1'), objects: objectsOf('old.js=2') }, next(''), []],
    ['nothing that nobody knows', { ...live(''), objects: objectsOf('notes.txt=1') }, next(''), []],
    [
      'what it had before, as it was',
      live('', retained('old.js=1 gone.js=1')),
      next('gone.js=1'),
      ['old.js of release 1, ended 1 days ago'],
    ],
    [
      'what it had before and prune has not taken',
      live('', retained('old.js=1', { condemned: true })),
      next(''),
      ['old.js of release 1, condemned'],
    ],
    [
      'nothing that prune has taken',
      { ...live('', retained('old.js=1', { condemned: true })), objects: [] },
      next(''),
      [],
    ],
  ])('%s', (_, given, after, entries) => {
    expect(script(ledger(given, after))).toEqual(entries)
  })

  test('nothing that this run has deleted', () => {
    expect(ledger(live('old.html=1'), next(''), { removed: new Set(['dist/old.html']) })).toEqual([])
  })
})

describe('of what was there before the first release it has', () => {
  const adopted = (sequence: number, words: string): Partial<Situation> => ({
    current: current({ live: release(sequence, '', { files: adoptedFiles(words) }) }),
  })

  test('nothing', () => {
    expect(ledger(adopted(0, 'old.js=1'), next(''))).toEqual([])
  })

  test('nothing that was read, either', () => {
    expect(ledger({ current: current({ live: release(0, 'old.js=1') }) }, next(''))).toEqual([])
  })

  test('nothing after a rollback to it', () => {
    expect(ledger(adopted(5, 'old.js=1'), release(6, ''))).toEqual([])
  })
})

describe('of a release that did not finish it has', () => {
  const begun = (words: string, objects: string): Partial<Situation> => ({
    ...live('app.js=1'),
    objects: objectsOf(objects),
    open: [release(3, words)],
  })

  test.each<[string, Partial<Situation>, readonly string[]]>([
    ['what it wrote', begun('new.js=1', 'app.js=1 new.js=1'), ['new.js of release 3, ended 0 days ago']],
    ['nothing that it did not come to write', begun('new.js=1', 'app.js=1'), []],
    ['nothing that is live', begun('app.js=1', 'app.js=1'), []],
    [
      'what two of them wrote, the later in place of the earlier',
      { ...begun('a.js=1 b.js=1', 'a.js=1 b.js=2'), open: [release(3, 'a.js=1 b.js=1'), release(4, 'b.js=2')] },
      ['a.js of release 3, ended 0 days ago', 'b.js of release 4, ended 0 days ago'],
    ],
    [
      'what came late from one that was found before, since then',
      {
        current: current({ live: release(2, ''), begun: [{ sequence: 1, ended: ago(9) }] }),
        objects: objectsOf('late.js=1'),
        settled: [release(1, 'late.js=1')],
      },
      ['late.js of release 1, ended 9 days ago'],
    ],
    [
      'what came from one that nobody has noted the end of, since its beginning',
      { objects: objectsOf('late.js=1'), settled: [release(1, 'late.js=1', { time: ago(5) })] },
      ['late.js of release 1, ended 5 days ago'],
    ],
    [
      'what an earlier release had and its pages may have shown, from now on',
      { ...live('', retained('chunk.js=1', { ended: ago(29) })), open: [release(3, 'chunk.js=1')] },
      ['chunk.js of release 1, ended 0 days ago'],
    ],
    [
      'what prune might have taken and it may have written again',
      { ...live('', retained('chunk.js=1', { condemned: true })), open: [release(3, 'chunk.js=1')] },
      ['chunk.js of release 1, ended 0 days ago'],
    ],
    [
      'nothing but what it had',
      { ...live('', retained('chunk.js=1')), open: [release(3, 'chunk.js=2')] },
      ['chunk.js of release 1, ended 1 days ago'],
    ],
  ])('%s', (_, given, entries) => {
    const words = given.current?.live.files.some(({ key }) => key === 'dist/app.js') ? 'app.js=1' : ''
    expect(script(ledger(given, release(5, words)))).toEqual(entries)
  })

  const encrypted = filesOf('app.js=1', { etag: 'of another key' })
  const anew = {
    open: [release(3, '', { files: encrypted })],
    objects: objectsOf('app.js=1', { etag: 'of another key' }),
  }

  test('what the live release had and it has encrypted anew: it is needed for that one', () => {
    const entries = ledger({ ...live('app.js=1'), ...anew }, release(5, ''))
    expect(script(entries)).toEqual(['app.js of release 2, ended 0 days ago'])
    expect(entries[0]?.file.etag).toBe('of another key')
  })

  test('what an earlier release had and it has encrypted anew: it is needed for that one', () => {
    const before = live('', retained('app.js=1', { ended: ago(29) }))
    expect(script(ledger({ ...before, ...anew }, release(5, '')))).toEqual(['app.js of release 1, ended 0 days ago'])
  })
})

describe('the headers of what it has', () => {
  const headersAfter = (given: Partial<Situation>) => ledger(given, next(''))[0]?.file.headers

  test('are those of the record', () => {
    expect(headersAfter(live('old.js=1'))).toEqual(noCache)
  })

  test('are unknown where it was written since the record, because later nobody would look', () => {
    expect(headersAfter({ ...live('old.js=1'), objects: objectsOf('old.js=1', { modified: NOW }) })).toBeUndefined()
  })

  test('are unknown where a run that did not finish wrote it', () => {
    expect(headersAfter({ open: [release(3, 'a.js=1')], objects: objectsOf('a.js=1') })).toBeUndefined()
  })
})

describe('settings of others on what it has', () => {
  const mayHaveSettings = (given: Partial<Situation>) => ledger(given, next(''))[0]?.file.mayHaveSettings

  test('are none where it was never another’s', () => {
    expect(mayHaveSettings(live('old.js=1'))).toBe(false)
  })

  test('are possible where it was written since the record, because later nobody would look', () => {
    expect(mayHaveSettings({ ...live('old.js=1'), objects: objectsOf('old.js=1', { modified: NOW }) })).toBe(true)
  })
})

test('after the return to what was live before, the release that failed is in it, and nothing of the live one', () => {
  const given = {
    ...live('app.js=1'),
    open: [release(3, 'app.js=1 new.js=1')],
    objects: objectsOf('app.js=1 new.js=1'),
  }
  expect(script(ledger(given, release(2, 'app.js=1')))).toEqual(['new.js of release 3, ended 0 days ago'])
})

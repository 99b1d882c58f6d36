// What somebody changed by hand.

import { expect, test } from '@jest/globals'
import type { LiveHeaders } from '../../../src/site/file-model.ts'
import { handEdits } from '../../../src/site/plan/edits.ts'
import { knownObjects } from '../../../src/site/plan/known.ts'
import type { Situation } from '../../../src/site/record-model.ts'
import { asset, liveHeaders } from '../support/assets.ts'
import { adoptedFiles, current, filesOf, objectsOf, release, retained, situation } from '../support/records.ts'

/** The edits as a script: `app.js: deleted`. */
function script(given: Partial<Situation>, headers: Readonly<Record<string, string>> = {}): readonly string[] {
  const from = situation(given)
  const told = new Map(
    Object.entries(headers).map(([path, value]): [string, LiveHeaders] => {
      const file = asset({ path })
      return [file.key, liveHeaders(file, { ...file.headers, 'Cache-Control': value })]
    }),
  )
  return handEdits(knownObjects(from), told, from).map(({ path, what }) => `${path}: ${what}`)
}

const live = (words: string) => ({ current: current({ live: release(2, words) }) })
const ledger = (words: string) => ({ current: current({ ledger: retained(words) }) })
const there = (words: string) => ({ objects: objectsOf(words) })
const begun = (words: string, given = {}) => ({ open: [release(3, words, given)] })
const stored = { 'Cache-Control': 'no-store', 'Content-Type': 'text/html; charset=utf-8' }

test.each<[string, Partial<Situation>, Readonly<Record<string, string>>, readonly string[]]>([
  ['other bytes are named', { ...live('app.js=1'), ...there('app.js=2') }, {}, ['app.js: other content']],
  [
    'other bytes of a file of an earlier release are named',
    { ...ledger('app.js=1'), ...there('app.js=2') },
    {},
    ['app.js: other content'],
  ],
  ['a file that is gone is named', { ...live('app.js=1'), ...there('') }, {}, ['app.js: deleted']],
  ['a page that is gone is named', { ...live('old.html=1'), ...there('') }, {}, ['old.html: deleted']],
  ['other headers are named', live('app.js=1'), { 'app.js': 'no-store' }, ['app.js: other headers']],
  ['headers that are as recorded are not', live('app.js=1'), { 'app.js': 'no-cache' }, []],
  ['headers that nobody had to look at are not', live('app.js=1'), {}, []],
  [
    'headers that nobody has ever seen before are not',
    { current: current({ live: release(0, '', { files: adoptedFiles('app.js=1') }) }) },
    { 'app.js': 'no-store' },
    [],
  ],
  ['headers of an earlier release’s file are not', ledger('app.js=1'), { 'app.js': 'no-store' }, []],
  ['what is as it was recorded is not', { ...live('app.js=1'), ...there('app.js=1') }, {}, []],
  ['what was never ours is not', there('notes.txt=1'), { 'notes.txt': 'no-store' }, []],
  ['a file of an earlier release that is gone is not', { ...ledger('app.js=1'), ...there('') }, {}, []],

  [
    'what an unfinished release wrote is not',
    { ...live('app.js=1'), ...there('app.js=2'), ...begun('app.js=2') },
    { 'app.js': 'no-store' },
    [],
  ],
  [
    'headers that an unfinished release set are not',
    { ...live('app.js=1'), ...begun('', { files: filesOf('app.js=1', { headers: stored }) }) },
    { 'app.js': 'no-store' },
    [],
  ],
  [
    'headers that no unfinished release set are',
    { ...live('app.js=1'), ...begun('app.js=1') },
    { 'app.js': 'no-store' },
    ['app.js: other headers'],
  ],
  [
    'what an unfinished release may have deleted is not',
    { ...live('old.html=1 drafts/a.js=1'), ...there(''), ...begun('') },
    {},
    [],
  ],
  [
    'a page that an unfinished release has, and that is gone, is',
    { ...live('old.html=1'), ...there(''), ...begun('old.html=1') },
    {},
    ['old.html: deleted'],
  ],
  [
    'other bytes than an unfinished release wrote are',
    { ...live('app.js=1'), ...there('app.js=3'), ...begun('app.js=2') },
    {},
    ['app.js: other content'],
  ],
  [
    'what one of two unfinished releases may have deleted is not',
    { ...live('old.html=1'), ...there(''), open: [release(3, 'old.html=1'), release(4, '')] },
    {},
    [],
  ],
])('%s', (_, given, headers, edits) => {
  expect(script(given, headers)).toEqual(edits)
})

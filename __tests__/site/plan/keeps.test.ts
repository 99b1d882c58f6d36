// What is copied before it is replaced or deleted.

import { describe, expect, test } from '@jest/globals'
import type { Change } from '../../../src/site/model.ts'
import { keepsFor } from '../../../src/site/plan/keeps.ts'
import { knownObjects } from '../../../src/site/plan/known.ts'
import type { Situation } from '../../../src/site/record-model.ts'
import { asset, overwritten, putBack, reheadered, removed } from '../support/assets.ts'
import {
  adoptedFiles,
  assetsOf,
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

/** The copies as a script: `logo.png (for earlier releases)`. */
function script(changes: readonly Change[], from: Situation): readonly string[] {
  return keepsFor(changes, knownObjects(from), from).map(({ asset: { path }, reason }) => `${path} (${reason})`)
}

const live = (words: string, given: Partial<Situation['current']> = {}): Situation =>
  situation({ current: current({ live: release(2, words), ...given }) })
const changed = (words: string) => assetsOf(words).map((one) => overwritten(one))
const logo = asset({ path: 'logo.png', content: '2' })

describe('kept is', () => {
  test.each<[string, readonly Change[], Situation, readonly string[]]>([
    ['what is overwritten', changed('logo.png=2'), live('logo.png=1'), ['logo.png (for earlier releases)']],
    ['what is put back over', [putBack(logo)], live('logo.png=1'), ['logo.png (for earlier releases)']],
    ['what is deleted', [removed(logo)], live('logo.png=2'), ['logo.png (for earlier releases)']],
    [
      'what an earlier release had',
      changed('logo.png=2'),
      situation({ current: current({ ledger: retained('logo.png=1') }) }),
      ['logo.png (for earlier releases)'],
    ],
    [
      'what was there before the first release',
      changed('logo.png=2'),
      situation({ current: current({ live: release(0, '', { files: adoptedFiles('logo.png=2') }) }) }),
      ['logo.png (for earlier releases)'],
    ],
    [
      'what nobody has read, in place of which comes what nobody had read either',
      [putBack({ ...logo, sha256: undefined })],
      situation({ current: current({ live: release(5, '', { files: adoptedFiles('logo.png=1') }) }) }),
      ['logo.png (for earlier releases)'],
    ],
    [
      'what somebody has changed by hand',
      changed('logo.png=2'),
      situation({ current: current({ live: release(2, 'logo.png=1') }), objects: objectsOf('logo.png=3') }),
      ['logo.png (nobody else has it)'],
    ],
    [
      'what nobody knows',
      changed('logo.png=2'),
      situation({ objects: objectsOf('logo.png=3') }),
      ['logo.png (nobody else has it)'],
    ],
    [
      'again what prune may take at any moment',
      changed('logo.png=2'),
      live('logo.png=1', { kept: kept('logo.png=1', { condemned: true }) }),
      ['logo.png (for earlier releases)'],
    ],
  ])('%s', (_, changes, from, keeps) => {
    expect(script(changes, from)).toEqual(keeps)
  })

  test('what an unfinished release may have found there, where one can go back to what was there before', () => {
    const unfinished = { open: [release(3, 'logo.png=2')], objects: objectsOf('logo.png=2') }
    const from = situation({ ...unfinished, current: current({ history: [past(0)] }) })
    expect(script(changed('logo.png=3'), from)).toEqual(['logo.png (for earlier releases)'])
  })

  test('each content once', () => {
    const from = live('a.png=1 b.png=1 c.png=2')
    expect(script(changed('a.png=3 b.png=3 c.png=3'), from)).toEqual([
      'a.png (for earlier releases)',
      'c.png (for earlier releases)',
    ])
  })

  test('each object that nobody has read', () => {
    const from = situation({ objects: objectsOf('a.png=1 b.png=1') })
    expect(script(changed('a.png=3 b.png=3'), from)).toHaveLength(2)
  })
})

describe('nothing is kept of', () => {
  const purged: Change = { ...removed(logo), reason: 'purged' }

  test.each<[string, readonly Change[], Situation]>([
    ['a file that is new', changed('logo.png=2'), situation()],
    ['a file that gets other headers', [reheadered(logo)], live('logo.png=1')],
    ['a file that is written again as it was', changed('logo.png=2'), live('logo.png=2')],
    ['content that is kept', changed('logo.png=2'), live('logo.png=1', { kept: kept('old.png=1') })],
    [
      'content that a run has kept which did not come to record it',
      changed('logo.png=2'),
      situation({
        current: current({ live: release(2, 'logo.png=1') }),
        kept: new Map([[sha256('1'), { etag: 'orphan', size: 1 }]]),
      }),
    ],
    [
      'what was there before the first release, once it is kept',
      changed('logo.png=2'),
      situation({ objects: objectsOf('logo.png=1'), current: current({ kept: kept('logo.png=1', { etag: 'k' }) }) }),
    ],
    [
      'what only an unfinished release wrote',
      changed('logo.png=3'),
      situation({ open: [release(3, 'logo.png=2')], objects: objectsOf('logo.png=2') }),
    ],
    ['what is purged', [purged], live('logo.png=2')],
  ])('%s', (_, changes, from) => {
    expect(script(changes, from)).toEqual([])
  })
})

test('a copy is told what is there, not what will be', () => {
  const from = live('logo.png=1')
  const [keep] = keepsFor([overwritten(logo)], knownObjects(from), from)
  expect(keep).toMatchObject({ etag: etagOf('1'), asset: { key: 'dist/logo.png', size: 1, sha256: sha256('1') } })
})

test('a copy of bytes that nobody has read has no hash yet', () => {
  const from = situation({ objects: objectsOf('logo.png=1') })
  const [keep] = keepsFor([overwritten(logo)], knownObjects(from), from)
  expect(keep?.asset).toMatchObject({ sha256: undefined, etags: [etagOf('1')] })
})

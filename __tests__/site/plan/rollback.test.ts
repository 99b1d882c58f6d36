// Which release a rollback goes back to, and whether it can.

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Wanted } from '../../../src/site/file-model.ts'
import { compare, settled } from '../../../src/site/plan/compare.ts'
import { knownObjects } from '../../../src/site/plan/known.ts'
import {
  missingFrom,
  originOf,
  refuseIncomplete,
  restorable,
  rollbackTarget,
  wantedAgain,
} from '../../../src/site/plan/rollback.ts'
import { succeed } from '../../../src/site/plan/succession.ts'
import type { CurrentRecord, PastRelease, Situation } from '../../../src/site/record-model.ts'
import { noCache } from '../support/assets.ts'
import {
  adoptedFiles,
  ago,
  current,
  etagOf,
  filesOf,
  kept,
  objectsOf,
  past,
  release,
  retained,
  sha256,
  situation,
} from '../support/records.ts'

/** The record after that: `A` deploys such content, `back` rolls back, `back 2` to release 2. */
function recordAfter(script: string): CurrentRecord {
  const [first = '', ...rest] = script.split(', ')
  return rest.reduce(nextRecord, current({ live: release(1, '', { content: first }) }))
}

function nextRecord(record: CurrentRecord, step: string): CurrentRecord {
  const sequence = record.live.sequence + 1
  const asked = /^back (\d+)$/.exec(step)?.[1]
  if (!step.startsWith('back')) return become(record, release(sequence, '', { content: step }), false)
  const target = rollbackTarget(record, asked === undefined ? undefined : Number(asked))
  const restores = originOf(target.sequence, record)
  return become(record, release(sequence, '', { content: target.content, restores }), true)
}

function become(record: CurrentRecord, live: CurrentRecord['live'], leaves: boolean): CurrentRecord {
  const nothing = { known: new Map(), removed: new Set<string>(), kept: [], purged: new Set<string>() }
  return { ...record, ...succeed(situation({ current: record }), { live, leaves, ...nothing, now: ago(0) }) }
}

describe('a rollback goes back to', () => {
  test.each([
    ['the release before', 'A, B', 1],
    ['the release before the one whose content is live, when it is not the first', 'A, B, C, back', 1],
    ['the one in place of a release that somebody rolled back from', 'A, B, C, back, D', 4],
    ['the restored one, after a new deploy', 'A, B, back, C', 3],
    ['ever further, never forward', 'A, B, C, D, back, back', 1],
    ['the newest of those with other content', 'A, B, A', 2],
    ['what was live before a content was deployed first, where it was restored twice', 'A, B, C, back, D, back', 1],
    ['the one before, from a release that was asked for', 'A, B, C, back 1, back 3', 2],
    ['the one that was deployed again, though it was once rolled back from', 'A, B, back, B, C', 4],
    ['another one than a second rollback left', 'A, B, C, back, back, D', 5],
  ])('%s: %s, back', (_, script, target) => {
    expect(rollbackTarget(recordAfter(script), undefined).sequence).toBe(target)
  })

  test('the one that is asked for, though somebody rolled back from it', () => {
    expect(rollbackTarget(recordAfter('A, B, C, back'), 3).sequence).toBe(3)
  })

  test('what was there before the first release', () => {
    const history = [past(0)]
    expect(rollbackTarget(current({ live: release(1, 'a=1'), history }), undefined).sequence).toBe(0)
  })

  test('no release that somebody rolled back from, though something of the one in its place is lost', () => {
    const history = [past(1), past(2, { left: true }), past(3, { restores: 1, missing: ['app.js'] })]
    expect(rollbackTarget(current({ live: release(4, ''), history }), undefined).sequence).toBe(1)
  })

  test('no release of which something is lost, unless it is asked for', () => {
    const history = [past(1), past(2, { missing: ['app.js'] })]
    const record = current({ live: release(3, ''), history })
    expect(rollbackTarget(record, undefined).sequence).toBe(1)
    expect(rollbackTarget(record, 2).sequence).toBe(2)
  })
})

describe('a rollback is refused', () => {
  test.each([
    [
      'where nothing was live before',
      'A',
      undefined,
      'Could not roll back: no release was live before release 1. ' +
        'Nothing can be rolled back to; deploy an earlier commit with `allow-older: true`.',
    ],
    [
      'where it would go forward, and what it could go to is told',
      'A, B, C, back, back',
      undefined,
      'Could not roll back: no release was live before release 1. Set `release` to one of 4, 3, 2.',
    ],
    [
      'to the release that is live',
      'A, B',
      2,
      'Could not roll back to release 2: it is the one that is live. Set `release` to one of 1.',
    ],
    [
      'to a release that nobody knows',
      'A, B',
      9,
      'Could not roll back to release 9: no such release was live, or it is pruned. Set `release` to one of 1.',
    ],
  ])('%s: %s', (_, script, asked, message) => {
    expect(() => rollbackTarget(recordAfter(script), asked)).toThrow(message)
  })

  test('with ten choices at most', () => {
    const record = recordAfter('A, B, C, D, E, F, G, H, I, J, K, L')
    expect(() => rollbackTarget(record, 99)).toThrow('one of 11, 10, 9, 8, 7, 6, 5, 4, 3, 2.')
  })
})

test('whatever was deployed and taken back: a second rollback goes to an older content, a third to an older one still', () => {
  const steps = fc.array(fc.constantFrom('A', 'B', 'C', 'D', 'back'), { minLength: 1, maxLength: 12 })
  const origins = (record: CurrentRecord): readonly number[] => {
    const origin = originOf(record.live.sequence, record)
    try {
      return [origin, ...origins(nextRecord(record, 'back'))]
    } catch {
      return [origin]
    }
  }
  fc.assert(
    fc.property(steps, (script) => {
      let record = current({ live: release(1, '', { content: 'first' }) })
      for (const step of script) {
        try {
          record = nextRecord(record, step)
        } catch {
          expect(step).toBe('back')
        }
      }
      const back = origins(record)
      expect(back).toEqual([...new Set(back)].sort((a, b) => b - a))
    }),
  )
})

describe('what can be rolled back to', () => {
  const sequences = (given: Partial<CurrentRecord>) => restorable(current(given)).map(({ sequence }) => sequence)

  test('is told newest first', () => {
    expect(sequences({ history: [past(1), past(2)], live: release(3, '') })).toEqual([2, 1])
  })

  test('is nothing that is live as it is, and nothing of which something is lost', () => {
    const history: readonly PastRelease[] = [past(1, { content: 'now' }), past(2, { missing: ['a'] }), past(3)]
    expect(sequences({ history, live: release(4, 'now') })).toEqual([3])
  })
})

describe('the first deploy of a content', () => {
  const restoring = (...all: readonly (number | undefined)[]): CurrentRecord => {
    const history = all.slice(0, -1).map((restores, at) => past(at + 1, { restores }))
    return current({ live: release(all.length, '', { restores: all.at(-1) }), history })
  }

  test.each<[string, CurrentRecord, number, number]>([
    ['is its own where it restores nothing', restoring(undefined, undefined), 2, 2],
    ['is the one that is restored', restoring(undefined, undefined, 1), 3, 1],
    ['is found through several', restoring(undefined, 1, 2, 3), 4, 1],
    ['is as old as the history goes', current({ live: release(9, '', { restores: 4 }) }), 9, 4],
    ['is that of a release in the history', restoring(undefined, 1, undefined), 2, 1],
    ['is found though a record restores itself', restoring(undefined, 2), 2, 2],
    ['is found though records restore one another', restoring(2, 1), 2, 1],
  ])('%s', (_, record, sequence, origin) => {
    expect(originOf(sequence, record)).toBe(origin)
  })

  test('is found in any record', () => {
    const restores = fc.array(fc.option(fc.integer({ min: -1, max: 12 }), { nil: undefined }), {
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(restores, (all) => {
        const origin = originOf(all.length, restoring(...all))
        expect(origin).toBeLessThanOrEqual(all.length)
      }),
    )
  })
})

describe('the files of a release are wanted again', () => {
  test('as they were', () => {
    expect(wantedAgain(release(1, 'index.html=1'), () => false)).toEqual([
      {
        key: 'dist/index.html',
        path: 'index.html',
        role: 'entry',
        size: 1,
        sha256: sha256('1'),
        etags: [etagOf('1')],
        headers: noCache,
        hashed: false,
      },
    ])
  })

  test('but for those that were purged since', () => {
    const isPurged = (path: string, sequence: number) => path === 'a.js' && sequence === 1
    const paths = (sequence: number) =>
      wantedAgain(release(sequence, 'a.js=1 b.js=1'), isPurged).map(({ path }) => path)
    expect(paths(1)).toEqual(['b.js'])
    expect(paths(2)).toEqual(['a.js', 'b.js'])
  })

  test('below any prefix', () => {
    const whole = release(1, '', { prefix: '', files: filesOf('a.js=1', { key: 'a/b.js' }) })
    expect(wantedAgain(whole, () => false)[0]?.path).toBe('a/b.js')
  })
})

describe('of a release is lost', () => {
  /** What of these files is neither live nor kept. */
  function lost(files: readonly Wanted[], given: Partial<Situation>): readonly string[] {
    const from = situation(given)
    return missingFrom(settled(compare(files, knownObjects(from)), new Map()), from)
  }
  const wanted = wantedAgain(release(1, 'a.js=1'), () => false)
  const unread = wantedAgain(release(1, '', { files: adoptedFiles('a.js=1') }), () => false)

  test.each<[string, readonly Wanted[], Partial<Situation>, readonly string[]]>([
    ['nothing that is live', wanted, { objects: objectsOf('a.js=1') }, []],
    ['nothing that is kept', wanted, { current: current({ kept: kept('old.js=1') }) }, []],
    ['what is gone', wanted, {}, ['a.js']],
    ['what has other bytes now', wanted, { objects: objectsOf('a.js=2') }, ['a.js']],
    ['nothing that was there before and is', unread, { objects: objectsOf('a.js=1') }, []],
    [
      'nothing that was there before and was kept',
      unread,
      { objects: objectsOf('a.js=2'), current: current({ kept: kept('a.js=1', { etag: 'k' }) }) },
      [],
    ],
    ['what was there before and is kept nowhere', unread, { objects: objectsOf('a.js=2') }, ['a.js']],
    [
      'what prune may take at any moment',
      wanted,
      { current: current({ ledger: retained('a.js=1', { condemned: true }) }) },
      ['a.js'],
    ],
  ])('%s', (_, files, given, paths) => {
    expect(lost(files, given)).toEqual(paths)
  })
})

describe('a release of which something is lost', () => {
  const record = recordAfter('A, B, C')

  test('is refused before anything is touched, by the names of what is lost', () => {
    expect(() => refuseIncomplete(2, ['a.js', 'b.js'], record)).toThrow(
      'Could not roll back to release 2: the content of a.js, b.js is lost; somebody changed or deleted it by hand. ' +
        'Nothing was changed. Set `release` to one of 1.',
    )
  })

  test('is refused with ten names at most', () => {
    const paths = Array.from({ length: 12 }, (_, at) => `${at}.js`)
    expect(() => refuseIncomplete(2, paths, record)).toThrow('7.js, 8.js, 9.js and 2 more is lost')
  })

  test('is none where nothing is', () => {
    expect(() => refuseIncomplete(2, [], record)).not.toThrow()
  })
})

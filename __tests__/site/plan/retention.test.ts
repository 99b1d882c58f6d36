// What nobody needs any more.

import { describe, expect, test } from '@jest/globals'
import { surplusOf } from '../../../src/site/plan/retention.ts'
import type { CurrentRecord, PastRelease } from '../../../src/site/record-model.ts'
import { ago, current, kept, NOW, past, release, retained } from '../support/records.ts'

/** What is surplus, as a script: `file of 1`, `copy of 1`, `release 1`, `begun 1`. */
function surplus(given: Partial<CurrentRecord>, releases: number, days: number): readonly string[] {
  const { files, kept: copies, history, begun } = surplusOf(current(given), { releases, days }, NOW)
  return [
    ...files.map((one) => `file of ${one.release}`),
    ...copies.map((one) => `copy of ${one.release}`),
    ...history.map(({ sequence }) => `release ${sequence}`),
    ...begun.map(({ sequence }) => `begun ${sequence}`),
  ]
}

/** Releases that ended so many days ago, with a file, a copy and a content each; contents may be named. */
function releases(ages: readonly number[], contents: readonly string[] = []): Partial<CurrentRecord> {
  const history = ages.map((days, at): PastRelease => {
    return past(at + 1, { ended: ago(days), content: contents[at] ?? `content of ${at + 1}` })
  })
  const each = history.map(({ sequence, ended }) => ({ release: sequence, ended }))
  return {
    live: release(ages.length + 1, '', { content: contents[ages.length] ?? 'now' }),
    history,
    ledger: each.flatMap((one) => retained(`${one.release}.js=${one.release}`, one)),
    kept: each.flatMap((one) => kept(`${one.release}.png=${one.release}`, one)),
  }
}

/** Of which of these releases nothing stays. */
function gone(given: Partial<CurrentRecord>, most: number, days: number): readonly number[] {
  const found = surplus(given, most, days)
  const numbers = found
    .filter((line) => line.startsWith('release '))
    .map((line) => Number(line.slice('release '.length)))
  expect(found).toEqual(
    ['file of', 'copy of', 'release'].flatMap((what) => numbers.map((number) => `${what} ${number}`)),
  )
  return numbers
}

describe('of releases that ended 40, 31, 30, 29 and 1 days ago', () => {
  const five = releases([40, 31, 30, 29, 1])

  test.each([
    ['the last five and the live one are kept whatever their age is', 6, 0, []],
    ['the live one counts', 5, 0, [1]],
    ['only the live one is kept', 1, 0, [1, 2, 3, 4, 5]],
    ['those are kept that ended less than thirty days ago', 1, 30, [1, 2, 3]],
    ['those are kept that ended less than thirty days ago, and the last ones', 4, 30, [1, 2]],
    ['all are kept that ended in a year', 1, 365, []],
  ])('%s', (_, most, days, expected) => {
    expect(gone(five, most, days)).toEqual(expected)
  })
})

describe('a content counts once', () => {
  test.each([
    ['though a rollback has deployed it again', ['a', 'b', 'a', 'c'], 3, []],
    ['though it is live again', ['a', 'b', 'c', 'b'], 3, []],
    ['and what comes after so many contents goes', ['a', 'b', 'c', 'b', 'd'], 3, [1]],
    ['and an older release of a content that stays, stays with it', ['c', 'a', 'b', 'c'], 2, [2]],
  ])('%s', (_, contents, most, expected) => {
    const ages = contents.slice(1).map((_, at) => 90 - at)
    expect(gone(releases(ages, contents), most, 30)).toEqual(expected)
  })
})

test('a copy of what is live stays', () => {
  const live = release(9, 'logo.png=1')
  const copies = kept('logo.png=1 old.png=2', { ended: ago(90) })
  expect(surplusOf(current({ live, kept: copies }), { releases: 1, days: 0 }, NOW).kept).toEqual(copies.slice(1))
})

describe('a release that did not finish', () => {
  const begun = (ended: string, live = 5): Partial<CurrentRecord> => ({
    live: release(live, ''),
    begun: [{ sequence: 3, ended }],
    ledger: retained('new.js=1', { release: 3, ended }),
  })
  const [almost, day] = [ago(0.99), ago(1)]

  test.each<[string, Partial<CurrentRecord>, number, number, readonly string[]]>([
    ['stays for a day at least', begun(almost), 1, 0, []],
    ['goes after a day', begun(day), 1, 0, ['file of 3', 'begun 3']],
    ['stays for the days of all others', begun(ago(29)), 1, 30, []],
    ['goes with all others', begun(ago(30)), 1, 30, ['file of 3', 'begun 3']],
    ['does not count among the releases that are kept', begun(ago(30)), 9, 30, ['file of 3', 'begun 3']],
    [
      'lets stay for a day what it may have shown of other releases',
      { ...begun(almost), ledger: retained('chunk.js=1', { release: 1, ended: almost }) },
      1,
      0,
      [],
    ],
    [
      'lets stay what a later release had, too, until that day is over',
      { ...begun(almost), ledger: retained('chunk.js=1', { release: 4, ended: ago(0.5) }) },
      1,
      0,
      [],
    ],
    [
      'lets go what a later release had once the day is over',
      { ...begun(day), ledger: retained('chunk.js=1', { release: 4, ended: ago(0.5) }) },
      1,
      0,
      ['file of 4', 'begun 3'],
    ],
    [
      'lets go what ended before it was found',
      { ...begun(almost), ledger: retained('chunk.js=1', { release: 1, ended: day }) },
      1,
      0,
      ['file of 1'],
    ],
  ])('%s', (_, given, most, days, expected) => {
    expect(surplus(given, most, days)).toEqual(expected)
  })
})

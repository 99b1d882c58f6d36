// The releases that can be returned to, for log and summary.

import { describe, expect, test } from '@jest/globals'
import type { Hold } from '../../../src/shared/hold.ts'
import type { CurrentRecord, PastRelease } from '../../../src/site/record-model.ts'
import { releaseLine, releaseLines, releasesOf } from '../../../src/site/report/releases.ts'
import { current, past, release } from '../support/records.ts'
import { provenance } from '../support/world.ts'

const time = '2026-11-22T18:00:00.123Z'
const live = release(9, '', { time, content: 'live', provenance: provenance({ actor: 'zoe', commit: 'f'.repeat(40) }) })
const hold: Hold = {
  actor: 'zoe',
  time,
  run: 'https://github.com/octo/shop/actions/runs/77',
  reason: 'rolled back from release 8 to release 7',
}
const earlier = (sequence: number, given: Partial<PastRelease> = {}) => past(sequence, { time, ...given })
const record = (given: Partial<CurrentRecord> = {}): CurrentRecord => current({ live, ...given })
const sequencesIn = (told: string): readonly number[] =>
  [...told.matchAll(/(?:^\| |^ {2}release )(\d+)/gm)].map(([, number]) => Number(number))

describe('a release in one line', () => {
  test.each<[string, PastRelease, string]>([
    ['with a commit', earlier(7), 'release 7 (commit 0123456, live since 2026-11-22T18:00:00Z, by octocat)'],
    [
      'without',
      earlier(7, { provenance: provenance({ commit: '' }) }),
      'release 7 (no commit, live since 2026-11-22T18:00:00Z, by octocat)',
    ],
    ['that nobody deployed', earlier(0), 'release 0 (what was there before the first deploy)'],
  ])('%s', (_, one, line) => {
    expect(releaseLine(one)).toBe(line)
  })
})

describe('in the log', () => {
  test('what is live stands first, then what can be rolled back to, the newest first', () => {
    expect(releaseLines(record({ history: [earlier(0), earlier(7), earlier(8)] }))).toEqual([
      'Live: release 9 (commit fffffff, live since 2026-11-22T18:00:00Z, by zoe)',
      'Can be rolled back to:',
      '  release 8 (commit 0123456, live since 2026-11-22T18:00:00Z, by octocat)',
      '  release 7 (commit 0123456, live since 2026-11-22T18:00:00Z, by octocat)',
      '  release 0 (what was there before the first deploy)',
    ])
  })

  test('a hold stands last', () => {
    expect(releaseLines(record({ hold }))).toEqual([
      'Live: release 9 (commit fffffff, live since 2026-11-22T18:00:00Z, by zoe)',
      'Deploys are held: zoe rolled back from release 8 to release 7.',
    ])
  })

  test('where nothing is recorded, nothing is said', () => {
    expect(releaseLines(undefined)).toEqual([])
  })
})

describe('in the summary', () => {
  test('they are a table, with what is live first, and how to take it back', () => {
    expect(releasesOf(record({ history: [earlier(0), earlier(8)] }))).toBe(
      [
        '### Releases',
        '',
        '| Release | Commit | Live since | By |  |',
        '| --- | --- | --- | --- | --- |',
        '| 9 | <code>fffffff</code> | 2026-11-22T18:00:00Z | zoe | live |',
        '| 8 | <code>0123456</code> | 2026-11-22T18:00:00Z | octocat |  |',
        '| 0 | what was there before |  |  |  |',
        '',
        'To take one back: <code>mode: rollback</code> with <code>release</code>.',
      ].join('\n'),
    )
  })

  test('without one to return to, nothing is said of how', () => {
    expect(releasesOf(record())).not.toContain('take one back')
  })

  test('a release of no commit has a dash', () => {
    const history = [earlier(8, { provenance: provenance({ commit: '' }) })]
    expect(releasesOf(record({ history }))).toContain('| 8 | <code>–</code> |')
  })

  test('a hold is told with who set it, why, and how to go on', () => {
    expect(releasesOf(record({ hold }))).toContain(
      '\n\nDeploys are held: zoe rolled back from release 8 to release 7. To go on: <code>mode: resume</code>.\n\n',
    )
  })

  test('where nothing is recorded, nothing is said', () => {
    expect(releasesOf(undefined)).toBe('')
  })

  test('whoever somebody says they are, and whatever their reason is, stays text', () => {
    const evil = '</td>\n# Owned <img src=x> | [a](b) `c`'
    const told = releasesOf(
      record({
        live: release(9, '', { time, provenance: provenance({ actor: evil, commit: '<b>|\n' }) }),
        history: [earlier(8, { provenance: provenance({ actor: evil }) })],
        hold: { ...hold, actor: evil, reason: evil },
      }),
    )
    expect(told).not.toMatch(/<(?!\/?code>)/)
    expect(told).not.toMatch(/^# Owned/m)
    expect(told).not.toMatch(/[`[]/)
    const rows = told.split('\n').filter((line) => line.startsWith('|'))
    expect(rows.map((row) => row.split('|').length)).toEqual([7, 7, 7, 7])
  })
})

describe('those that can be returned to', () => {
  const history = Array.from({ length: 14 }, (_, at) => earlier(at))

  test.each<[string, (one: CurrentRecord) => string]>([
    ['log', (one) => releaseLines(one).slice(1).join('\n')],
    ['summary', (one) => releasesOf(one)],
  ])('are ten at most, in the %s: the newest', (_, tellOf) => {
    const told = sequencesIn(tellOf(record({ live: { ...live, sequence: 99 }, history })))
    expect(told.filter((sequence) => sequence !== 99)).toEqual([13, 12, 11, 10, 9, 8, 7, 6, 5, 4])
  })

  test('leave out what is live already, and what is lost', () => {
    const lost = earlier(7, { missing: ['index.html'] })
    const same = earlier(8, { content: live.content })
    expect(sequencesIn(releaseLines(record({ history: [earlier(6), lost, same] })).join('\n'))).toEqual([6])
  })
})

// The plan in words.

import { describe, expect, test } from '@jest/globals'
import type { Asset, Wanted } from '../../../src/site/file-model.ts'
import type { Plan, Restore, Step } from '../../../src/site/model.ts'
import { cachingLines, planLines, stepLine } from '../../../src/site/report/lines.ts'
import { added, asset, copied, overwritten, putBack, reheadered, removed, restored } from '../support/assets.ts'
import { distribution } from '../support/distributions.ts'
import { objectsOf } from '../support/records.ts'
import { plan, planOf, stage } from '../support/reports.ts'

const app = asset({ path: 'app.js', size: 1234, headers: { 'Cache-Control': 'public, max-age=300' } })
const index = asset({ path: 'index.html', role: 'entry', size: 900 })
const manifest = asset({ path: 'ngsw.json', role: 'worker-manifest', size: 50 })
const asKept = (of: Asset): Restore => ({ ...restored(of), asset: { ...of, headers: undefined } satisfies Wanted })

test.each<[string, Step, string]>([
  ['new', added(app), '+ dist/app.js (1.2 kB, public, max-age=300): new'],
  ['other bytes', overwritten(app), '~ dist/app.js (1.2 kB, public, max-age=300): content changed'],
  ['restored where it is gone', restored(app), '+ dist/app.js (1.2 kB, public, max-age=300): is gone'],
  ['restored in place of other bytes', putBack(app), '~ dist/app.js (1.2 kB, public, max-age=300): as it was'],
  ['restored with headers that nobody knows', asKept(app), '+ dist/app.js (1.2 kB): is gone'],
  ['other headers', reheadered(app), '= dist/app.js (1.2 kB, public, max-age=300): cache-control changed'],
  ['a deletion', removed(app), '- dist/app.js (1.2 kB): no longer in the release'],
  ['a copy beside the site', copied(app), '& dist/app.js (1.2 kB): for earlier releases'],
  ['without a Cache-Control', added({ ...app, headers: {} }), '+ dist/app.js (1.2 kB, no Cache-Control): new'],
])('a step that is %s', (_, step, line) => {
  expect(stepLine(step)).toBe(line)
})

test('a plan reads in the order in which it happens', () => {
  const refresh = (path: string) => ({
    distribution: distribution(),
    paths: [{ path, reason: 'index.html: content changed' }],
  })
  expect(
    planLines(
      plan({
        stages: [
          stage('add', 'new files, and copies of what will be replaced', added(app), copied(index)),
          stage('switch', 'the entry page', overwritten(index)),
          stage('switch', 'what leaves', removed(asset({ path: 'gone.html', size: 70 }))),
        ],
        refreshes: [refresh('/index.html')],
        lastStage: stage('refresh', 'service worker manifest', overwritten(manifest)),
        lastRefreshes: [refresh('/ngsw.json')],
        unchanged: 40,
        retained: objectsOf('main-OLDCHUNK.js=1 main-OLDOTHER.js=2'),
        unknown: objectsOf('old.js=0123456789'),
      }),
    ),
  ).toEqual([
    'new files, and copies of what will be replaced:',
    '  + dist/app.js (1.2 kB, public, max-age=300): new',
    '  & dist/index.html (900 B): for earlier releases',
    'the entry page:',
    '  ~ dist/index.html (900 B, no-cache): content changed',
    'what leaves:',
    '  - dist/gone.html (70 B): no longer in the release',
    'then invalidated on E1:',
    '  ! /index.html: index.html: content changed',
    'service worker manifest:',
    '  ~ dist/ngsw.json (50 B, no-cache): content changed',
    'at last invalidated on E1:',
    '  ! /ngsw.json: index.html: content changed',
    'not put there by a release, kept:',
    '  ? dist/old.js (10 B)',
    '4 changes, 40 files unchanged, 2 files of earlier releases kept',
  ])
})

test.each<[Partial<Plan>, string]>([
  [{ unchanged: 1 }, '0 changes, 1 file unchanged'],
  [{ retained: objectsOf('old.js=1') }, '0 changes, 0 files unchanged, 1 file of earlier releases kept'],
])('a plan with nothing to do says so in one line: %j', (given, line) => {
  expect(planLines(plan(given))).toEqual([line])
})

test('a copy beside the site is no change of it', () => {
  expect(planLines(planOf(copied(app))).at(-1)).toBe('0 changes, 0 files unchanged')
})

describe('a stage with many files', () => {
  const files = (count: number) => Array.from({ length: count }, (_, at) => added(asset({ path: `${at}.js` })))
  const lines = (count: number) => planLines(planOf(...files(count)))

  test('is told in full up to sixty', () => {
    expect(lines(60)).toHaveLength(62)
    expect(lines(60).join('\n')).not.toContain('more')
  })

  test('beyond that says how many more there are, and where', () => {
    expect(lines(100)).toHaveLength(63)
    expect(lines(100).at(-2)).toBe('  … and 40 more (all of them are in the plan file)')
    expect(lines(100).at(-1)).toBe('100 changes, 0 files unchanged')
  })
})

test('how files are cached is one line for each Cache-Control, the most frequent first', () => {
  expect(cachingLines([app, index, manifest, asset({ headers: {} })])).toEqual([
    '2 files with no-cache',
    '1 file with public, max-age=300',
    '1 file with no Cache-Control',
  ])
})

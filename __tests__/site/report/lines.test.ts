// The plan in words.

import { describe, expect, test } from '@jest/globals'
import { cachingLines, changeLine, planLines } from '../../../src/site/report/lines.ts'
import { added, asset, overwritten, reheadered } from '../support/assets.ts'
import { distribution } from '../support/distributions.ts'
import { plan } from '../support/reports.ts'

const app = asset({ path: 'app.js', size: 1234, headers: { 'Cache-Control': 'public, max-age=300' } })
const index = asset({ path: 'index.html', role: 'entry', size: 900 })
const manifest = asset({ path: 'ngsw.json', role: 'worker-manifest', size: 50 })

test.each([
  ['new', added(app), '+ dist/app.js (1.2 kB, public, max-age=300): new'],
  ['other bytes', overwritten(app), '~ dist/app.js (1.2 kB, public, max-age=300): content changed'],
  ['other headers', reheadered(app), '= dist/app.js (1.2 kB, public, max-age=300): cache-control changed'],
  ['without a Cache-Control', added({ ...app, headers: {} }), '+ dist/app.js (1.2 kB, no Cache-Control): new'],
])('a change that is %s', (_, change, line) => {
  expect(changeLine(change)).toBe(line)
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
          { wave: 'add', title: 'new files', changes: [added(app)] },
          { wave: 'switch', title: 'the entry page', changes: [overwritten(index)] },
        ],
        refreshes: [refresh('/index.html')],
        lastStage: { wave: 'refresh', title: 'service worker manifest', changes: [overwritten(manifest)] },
        lastRefreshes: [refresh('/ngsw.json')],
        unchanged: 40,
        stale: [{ key: 'dist/old.js', size: 10, etag: 'x' }],
      }),
    ),
  ).toEqual([
    'new files:',
    '  + dist/app.js (1.2 kB, public, max-age=300): new',
    'the entry page:',
    '  ~ dist/index.html (900 B, no-cache): content changed',
    'then invalidated on E1:',
    '  ! /index.html: index.html: content changed',
    'service worker manifest:',
    '  ~ dist/ngsw.json (50 B, no-cache): content changed',
    'at last invalidated on E1:',
    '  ! /ngsw.json: index.html: content changed',
    'not in this build, kept:',
    '  ? dist/old.js (10 B)',
    '3 changes, 40 files unchanged',
  ])
})

test('a plan with nothing in it says so in one line', () => {
  expect(planLines(plan({ unchanged: 1 }))).toEqual(['0 changes, 1 file unchanged'])
})

describe('a stage with many files', () => {
  const files = (count: number) => Array.from({ length: count }, (_, at) => added(asset({ path: `${at}.js` })))
  const lines = (count: number) =>
    planLines(plan({ stages: [{ wave: 'add', title: 'new files', changes: files(count) }] }))

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

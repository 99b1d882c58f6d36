// The plan as a JSON file, for other steps to read.

import { describe, expect, test } from '@jest/globals'
import type { Asset, Wanted } from '../../../src/site/file-model.ts'
import type { Plan, Restore } from '../../../src/site/model.ts'
import { type PlanFile, planText } from '../../../src/site/report/plan-file.ts'
import type { Report } from '../../../src/site/report/report.ts'
import { added, asset, copied, overwritten, putBack, reheadered, removed, restored } from '../support/assets.ts'
import { current, objectsOf, release } from '../support/records.ts'
import { plan, planOf, refreshOf, report, stage } from '../support/reports.ts'

const fileOf = (given: Plan, around: Partial<Report> = {}): PlanFile =>
  JSON.parse([...planText(given, report(around))].join(''))

test('its steps are all that will happen, in the order in which it does', () => {
  const manifest = asset({ path: 'ngsw.json', role: 'worker-manifest' })
  const file = fileOf(
    plan({
      stages: [
        stage('add', 'new files', added(asset({ path: 'app.js' })), copied(asset({ path: 'a.html' }))),
        stage('switch', 'changed files', reheadered(asset({ path: 'a.css' }))),
        stage('switch', 'what leaves', removed(asset({ path: 'a.html' }))),
      ],
      refreshes: [refreshOf('/a.css')],
      lastStage: stage('refresh', 'service worker manifest', overwritten(manifest)),
      lastRefreshes: [refreshOf('/ngsw.json')],
    }),
  )
  expect(file.steps.map(({ wave, kind, key, path }) => [wave, kind, key, path].join(' '))).toEqual([
    'add upload dist/app.js app.js',
    'add keep dist/a.html a.html',
    'switch copy dist/a.css a.css',
    'switch delete dist/a.html a.html',
    'refresh invalidate  /a.css',
    'refresh upload dist/ngsw.json ngsw.json',
    'refresh invalidate  /ngsw.json',
  ])
  expect(file.invalidation).toEqual([
    { distribution: 'E1', paths: ['/a.css'] },
    { distribution: 'E1', paths: ['/ngsw.json'] },
  ])
})

test('what is restored is copied, whatever was there', () => {
  const { steps } = fileOf(planOf(restored(asset()), putBack(asset({ path: 'b.js' }))))
  expect(steps.map(({ kind, reason }) => [kind, reason])).toEqual([
    ['copy', 'is gone'],
    ['copy', 'as it was'],
  ])
})

test('a step tells size, type, caching and reason; a header that is not set, or not known, is empty', () => {
  const headers = { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'no-cache' }
  const unknown = (of: Asset): Restore => ({ ...restored(of), asset: { ...of, headers: undefined } satisfies Wanted })
  const { steps } = fileOf(
    planOf(
      added(asset({ size: 12, headers })),
      added(asset({ path: 'b', size: 3, headers: {} })),
      unknown(asset({ path: 'c' })),
    ),
  )
  expect(steps).toEqual([
    {
      wave: 'add',
      kind: 'upload',
      key: 'dist/app.js',
      path: 'app.js',
      size: 12,
      contentType: 'text/javascript; charset=utf-8',
      cacheControl: 'no-cache',
      reason: 'new',
    },
    expect.objectContaining({ path: 'b', contentType: '', cacheControl: '' }),
    expect.objectContaining({ path: 'c', contentType: '', cacheControl: '' }),
  ])
})

test('it names where, what stays as it is, and what no release has put there', () => {
  expect(fileOf(plan({ unchanged: 40, unknown: objectsOf('old.js=1') }))).toEqual({
    bucket: 'shop',
    prefix: 'dist',
    state: 's3://shop/.colt-deploy/dist/',
    release: null,
    current: null,
    steps: [],
    unchanged: 40,
    unknown: ['dist/old.js'],
    invalidation: [],
  })
})

describe('the release that is live, and the one that will be', () => {
  const something = planOf(added(asset()))
  const planned = { outcome: 'planned' } as const

  test.each<[string, Plan, Partial<Report>, number | null, number | null]>([
    ['a release with something to do', something, { ...planned, before: 2, next: 3 }, 3, 2],
    ['something that is done', something, { current: current({ live: release(3, '') }), before: 2, next: 3 }, 3, 2],
    ['nothing to do', plan(), { ...planned, before: 2, next: 3 }, 2, 2],
    ['nothing recorded', something, { ...planned, next: 1 }, 1, null],
    ['nothing recorded, and nothing to do but that', plan(), { ...planned, next: 1 }, 1, null],
    ['only what was there before', something, { ...planned, before: 0, next: 1 }, 1, 0],
    ['nothing known', something, planned, null, null],
    [
      'nothing to do but to tell CloudFront',
      plan({ refreshes: [refreshOf('/a')] }),
      { ...planned, before: 2, next: 3 },
      3,
      2,
    ],
  ])('with %s', (_, given, around, next, live) => {
    expect(fileOf(given, around)).toMatchObject({ release: next, current: live })
  })
})

test('its text is JSON indented by two spaces, with every field in it', () => {
  for (const given of [plan(), planOf(added(asset()), added(asset({ path: 'a "b"\n.js' })))]) {
    const text = [...planText(given, report())].join('')
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`)
    expect(Object.keys(JSON.parse(text))).toHaveLength(9)
  }
})

test('a part of the text does not grow with the plan', () => {
  const many = Array.from({ length: 2000 }, (_, n) => added(asset({ path: `${n}.js` })))
  const lengths = [...planText(planOf(...many), report())].map(({ length }) => length)
  expect(lengths.length).toBeGreaterThan(3)
  expect(Math.max(...lengths)).toBeLessThan(66_000)
})

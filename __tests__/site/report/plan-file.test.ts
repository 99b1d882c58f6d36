// The plan as a JSON file, for other steps to read.

import { expect, test } from '@jest/globals'
import { planFile } from '../../../src/site/report/plan-file.ts'
import { added, asset, overwritten, reheadered } from '../support/assets.ts'
import { distribution } from '../support/distributions.ts'
import { plan } from '../support/reports.ts'

const place = { bucket: 'shop', prefix: 'dist', environment: '' }
const refresh = (path: string) => ({ distribution: distribution(), paths: [{ path, reason: 'changed' }] })

test('its steps are all that will happen, in the order in which it does', () => {
  const manifest = asset({ path: 'ngsw.json', role: 'worker-manifest' })
  const file = planFile(
    plan({
      stages: [
        { wave: 'add', title: 'new files', changes: [added(asset({ path: 'app.js' }))] },
        { wave: 'switch', title: 'changed files', changes: [reheadered(asset({ path: 'a.css' }))] },
      ],
      refreshes: [refresh('/a.css')],
      lastStage: { wave: 'refresh', title: 'service worker manifest', changes: [overwritten(manifest)] },
      lastRefreshes: [refresh('/ngsw.json')],
    }),
    place,
  )
  expect(file.steps.map(({ wave, kind, key, path }) => [wave, kind, key, path].join(' '))).toEqual([
    'add upload dist/app.js app.js',
    'switch copy dist/a.css a.css',
    'refresh invalidate  /a.css',
    'refresh upload dist/ngsw.json ngsw.json',
    'refresh invalidate  /ngsw.json',
  ])
  expect(file.invalidation).toEqual([
    { distribution: 'E1', paths: ['/a.css'] },
    { distribution: 'E1', paths: ['/ngsw.json'] },
  ])
})

test('a step tells size, type, caching and reason; a header that is not set is empty', () => {
  const headers = { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'no-cache' }
  const changes = [added(asset({ size: 12, headers })), added(asset({ path: 'b', size: 3, headers: {} }))]
  const { steps } = planFile(plan({ stages: [{ wave: 'add', title: 'new files', changes }] }), place)

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
  ])
})

test('it names where, what stays as it is, and what the build does not have', () => {
  const stale = [{ key: 'dist/old.js', size: 10, etag: 'x' }]
  expect(planFile(plan({ unchanged: 40, stale }), place)).toEqual({
    bucket: 'shop',
    prefix: 'dist',
    steps: [],
    unchanged: 40,
    unknown: ['dist/old.js'],
    invalidation: [],
  })
})

// The job summary: the outcome for someone who was not there.

import { describe, expect, test } from '@jest/globals'
import type { Change } from '../../../src/site/model.ts'
import type { Report } from '../../../src/site/report/report.ts'
import { summaryOf } from '../../../src/site/report/summary.ts'
import { added, asset, overwritten, reheadered } from '../support/assets.ts'
import { distribution } from '../support/distributions.ts'
import { plan, report } from '../support/reports.ts'

const typed = (path: string, type: string, size = 1000) => asset({ path, size, headers: { 'Content-Type': type } })
const app = typed('app.js', 'text/javascript; charset=utf-8', 2000)
const planWith = (...changes: readonly Change[]) => plan({ stages: [{ wave: 'add', title: 'new files', changes }] })
const lineOf = (given: Partial<Report>, part: string) =>
  summaryOf(report(given))
    .split('\n')
    .find((line) => line.includes(part))

describe('the headline', () => {
  const done = { uploaded: 3, headersUpdated: 0, bytesUploaded: 12_000 }

  test.each<[Partial<Report>, string]>([
    [{ outcome: 'deployed', done }, '## Deployed 3 files (12.0 kB)'],
    [{ outcome: 'deployed', done: { ...done, headersUpdated: 2 } }, '## Deployed 3 files (12.0 kB), 2 header updates'],
    [{ outcome: 'unchanged' }, '## Nothing to deploy: the site is live as built'],
    [{ outcome: 'planned', plan: planWith(added(app)) }, '## Plan: 1 change'],
    [{ outcome: 'failed', plan: undefined }, '## Deploy failed'],
  ])('of %j', (given, headline) => {
    expect(summaryOf(report(given)).split('\n')[0]).toBe(headline)
  })
})

describe('where the site is', () => {
  test.each<[Partial<Report>, string]>([
    [{}, '<https://shop.example> · <code>s3://shop/dist</code>'],
    [{ url: '' }, '<code>s3://shop/dist</code>'],
    [{ environment: 'prod' }, '<https://shop.example> · <code>s3://shop/dist</code> · prod'],
  ])('%j', (given, line) => {
    expect(lineOf(given, 's3://')).toBe(line)
  })
})

test('what made it fail is quoted, one after the other, and cannot be more than text', () => {
  const summary = summaryOf(report({ outcome: 'failed', plan: undefined, failures: ['One <b>.', 'Two.'] }))
  expect(summary).toContain('\n> One &lt;b&gt;.\n\n> Two.\n')
})

test('a deploy that stopped tells how far it came before it tells its plan', () => {
  const summary = summaryOf(
    report({
      outcome: 'failed',
      plan: planWith(added(app)),
      done: { uploaded: 1, headersUpdated: 2, bytesUploaded: 5 },
    }),
  )
  const told = summary.indexOf('Done before it stopped: 1 file uploaded, 2 header updates.')
  expect(told).toBeGreaterThan(0)
  expect(summary.indexOf('| Kind |')).toBeGreaterThan(told)
})

describe('changes are counted by kind', () => {
  test.each([
    ['text/javascript; charset=utf-8', 'Scripts'],
    ['application/wasm', 'Scripts'],
    ['text/css; charset=utf-8', 'Styles'],
    ['image/svg+xml', 'Images'],
    ['font/woff2', 'Fonts'],
    ['application/json', 'Other'],
  ])('%s is among %s', (type, kind) => {
    expect(lineOf({ plan: planWith(added(typed('x', type))) }, '1.0 kB |')).toBe(`| ${kind} | 1 | 0 | 0 | 1.0 kB |`)
  })

  test('a page is a page, whatever its type', () => {
    const worker = asset({ path: 'ngsw-worker.js', role: 'page', size: 10 })
    expect(lineOf({ plan: planWith(added(worker)) }, 'Pages')).toBe('| Pages and workers | 1 | 0 | 0 | 10 B |')
  })

  test('new, changed and other headers; only bytes that are sent count as size', () => {
    const changes = [added(app), overwritten(app), overwritten(app), reheadered(app)]
    expect(lineOf({ plan: planWith(...changes) }, 'Scripts')).toBe('| Scripts | 1 | 2 | 1 | 6.0 kB |')
  })

  test('a plan without changes has no table', () => {
    const summary = summaryOf(report({ outcome: 'unchanged', plan: plan({ unchanged: 12 }) }))
    expect(summary).toContain('\n\n12 files unchanged.\n')
    expect(summary).not.toContain('| Kind')
  })
})

describe('the biggest files', () => {
  test('are five, the biggest first', () => {
    const files = [3, 1, 7, 5, 2, 6, 4].map((size) => added(asset({ path: `file${size}.png`, size })))
    const rows = [...summaryOf(report({ plan: planWith(...files) })).matchAll(/<code>file(\d)\.png<\/code>/g)]
    expect(rows.map(([, size]) => size)).toEqual(['7', '6', '5', '4', '3'])
  })

  test('are only those that are uploaded', () => {
    expect(summaryOf(report({ plan: planWith(reheadered(app)) }))).not.toContain('Biggest files')
  })
})

describe('invalidations', () => {
  const refresh = { distribution: distribution(), paths: [{ path: '/*', reason: 'index.html is kept' }] }
  const row = '| <code>E1</code> | <code>/&#42;</code> | index.html is kept |'

  test('are told with what became of them', () => {
    const given = {
      plan: plan({ refreshes: [refresh] }),
      refreshed: [{ refresh, id: 'I1', status: 'completed' as const }],
    }
    expect(lineOf(given, '<code>E1')).toBe(`${row} completed |`)
    expect(summaryOf(report(given))).toContain('### Invalidated')
  })

  test('of which one was made tell of each what became of it', () => {
    const second = { distribution: distribution({ id: 'E2' }), paths: [{ path: '/', reason: 'changed' }] }
    const refreshed = [{ refresh: second, id: 'I1', status: 'in-progress' as const }]
    const given = { outcome: 'failed' as const, plan: plan({ refreshes: [refresh, second] }), refreshed }
    expect(lineOf(given, '<code>E1')).toMatch(/ not yet \|$/)
    expect(lineOf(given, '<code>E2')).toMatch(/ in-progress \|$/)
  })

  test('that did not happen are told as such', () => {
    const given = { outcome: 'planned' as const, plan: plan({ lastRefreshes: [refresh] }) }
    expect(lineOf(given, '<code>E1')).toBe(`${row} not yet |`)
    expect(summaryOf(report(given))).toContain('### To be invalidated')
  })
})

describe('what the build does not have', () => {
  const stale = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ key: `dist/old${at}.js`, size: 1000, etag: 'x' }))

  test('is listed with its size', () => {
    const summary = summaryOf(report({ plan: plan({ stale: stale(2) }) }))
    expect(summary).toContain('<summary>2 objects &#40;2.0 kB&#41; not in this build, kept</summary>')
    expect(summary).toContain('- <code>dist/old1.js</code> (1.0 kB)')
  })

  test('is listed as far as fifty', () => {
    const summary = summaryOf(report({ plan: plan({ stale: stale(70) }) }))
    expect(summary.match(/^- <code>/gm)).toHaveLength(50)
    expect(summary).toContain('\n- and 20 more\n')
  })
})

test('the phases and the time they took stand at the end', () => {
  const phases = [
    { name: 'Read', milliseconds: 420 },
    { name: 'Publish', milliseconds: 12_000 },
  ]
  expect(summaryOf(report({ phases }))).toMatch(/\n\nRead 0\.4 s · Publish 12 s · in all 12 s\n$/)
})

test('a name that is made to break out of the summary stays text', () => {
  const name = 'x</code></details>\n# Owned\n| a | b |.js'
  const summary = summaryOf(report({ plan: planWith(added(asset({ path: name }))) }))
  expect(summary).not.toContain('x</code></details>')
  expect(summary).not.toMatch(/^# Owned/m)
})

// The job summary: the outcome for someone who was not there.

import { describe, expect, test } from '@jest/globals'
import type { HandEdit } from '../../../src/site/model.ts'
import type { Report } from '../../../src/site/report/report.ts'
import { summaryOf } from '../../../src/site/report/summary.ts'
import { added, asset, copied, removed } from '../support/assets.ts'
import { distribution } from '../support/distributions.ts'
import { current, objectsOf, past, release } from '../support/records.ts'
import { plan, planOf, report, tally } from '../support/reports.ts'

const app = asset({ path: 'app.js', size: 2000, headers: { 'Content-Type': 'text/javascript; charset=utf-8' } })
const lineOf = (given: Partial<Report>, part: string) =>
  summaryOf(report(given))
    .split('\n')
    .find((line) => line.includes(part))

describe('the headline', () => {
  const done = tally({ uploaded: 3, bytesUploaded: 12_000 })
  const live = current({ live: release(8, '') })

  test.each<[Partial<Report>, string]>([
    [{ outcome: 'deployed', done, current: live }, 'Release 8: 3 files (12.0 kB)'],
    [
      { outcome: 'deployed', done: { ...done, headersUpdated: 2 }, current: live },
      'Release 8: 3 files (12.0 kB), 2 header updates',
    ],
    [{ outcome: 'unchanged', current: live }, 'Nothing to deploy: the site is live as built'],
    [{ outcome: 'planned', plan: planOf(added(app), removed(app), copied(app)), next: 9 }, 'Plan: 2 changes'],
    [{ outcome: 'planned', plan: undefined }, 'Plan: 0 changes'],
    [{ outcome: 'older', current: live }, 'Not deployed: what is live is newer'],
    [{ outcome: 'held', current: live }, 'Not deployed: deploys are held'],
    [
      { outcome: 'rolled-back', isRolledBack: true, current: live },
      'Rolled back: release 8 is live, and deploys are held',
    ],
    [{ outcome: 'resumed', plan: undefined, current: live }, 'Deploys go on'],
    [{ outcome: 'failed', plan: undefined }, 'Deploy failed'],
    [{ outcome: 'failed', current: live }, 'Deploy failed'],
    [{ outcome: 'failed', isRolledBack: true, current: live }, 'Deploy failed, and release 8 is live again'],
  ])('of %j', (given, headline) => {
    expect(summaryOf(report(given)).split('\n')[0]).toBe(`## ${headline}`)
  })
})

describe('where the site is', () => {
  test.each<[Partial<Report>, string]>([
    [{}, '<https://shop.example> · <code>s3://shop/dist</code>'],
    [{ url: '' }, '<code>s3://shop/dist</code>'],
    [{ environment: 'prod' }, '<https://shop.example> · <code>s3://shop/dist</code> · prod'],
    [{ environment: '<b>' }, '<https://shop.example> · <code>s3://shop/dist</code> · &lt;b&gt;'],
    [{ url: 'https://x/><b>' }, '<https://x/%3E%3Cb%3E> · <code>s3://shop/dist</code>'],
  ])('%j', (given, line) => {
    expect(lineOf(given, 's3://')).toBe(line)
  })
})

test('where it is not known where the site is, nothing is said of it', () => {
  expect(summaryOf(report({ bucket: '', url: '', plan: undefined, outcome: 'failed' }))).toBe('## Deploy failed\n')
})

test('what made it fail is quoted, one after the other, and cannot be more than text', () => {
  const summary = summaryOf(report({ outcome: 'failed', plan: undefined, failures: ['One <b>.', 'Two.'] }))
  expect(summary).toContain('\n> One &lt;b&gt;.\n\n> Two.\n')
})

describe('a deploy that stopped', () => {
  const failed = { outcome: 'failed' as const, plan: planOf(added(app)) }

  test('tells how far it came before it tells its plan', () => {
    const summary = summaryOf(report({ ...failed, done: tally({ uploaded: 1, headersUpdated: 2, bytesUploaded: 5 }) }))
    const told = summary.indexOf('Done before it stopped: 1 file uploaded, 2 header updates. The whole plan was:')
    expect(told).toBeGreaterThan(0)
    expect(summary.indexOf('| Kind |')).toBeGreaterThan(told)
  })

  test('tells what it restored and deleted, too', () => {
    const done = { uploaded: 0, restored: 3, headersUpdated: 1, deleted: 4, bytesUploaded: 0 }
    expect(lineOf({ ...failed, done }, 'Done before')).toBe(
      'Done before it stopped: 0 files uploaded, 3 restored, 1 header update, 4 deleted. The whole plan was:',
    )
  })

  test('is the only one that tells it', () => {
    expect(summaryOf(report({ plan: planOf(added(app)), done: tally({ uploaded: 1 }) }))).not.toContain('Done before')
  })
})

test('a plan is told with its changes by kind and the biggest of its files', () => {
  const summary = summaryOf(report({ plan: planOf(added(app)) }))
  expect(summary).toContain('\n| Scripts | 1 | 0 | 0 | 0 | 2.0 kB |\n')
  expect(summary).toContain('<summary>Biggest files</summary>')
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

  test.each<[Report['outcome'], string]>([
    ['deployed', '### Invalidated'],
    ['rolled-back', '### Invalidated'],
    ['failed', '### To be invalidated'],
  ])('of a run that is %s stand under “%s”', (outcome, title) => {
    expect(summaryOf(report({ outcome, plan: plan({ refreshes: [refresh] }) }))).toContain(`\n${title}\n`)
  })
})

describe('what somebody changed by hand', () => {
  const edits = (count: number): readonly HandEdit[] =>
    Array.from({ length: count }, (_, at) => ({ key: `dist/${at}.js`, path: `${at}.js`, what: 'other content' }))

  test('is listed with what was changed', () => {
    const summary = summaryOf(report({ plan: plan({ edits: edits(2) }) }))
    expect(summary).toContain(
      '### Changed by hand since the last release\n\n- <code>0.js</code>: other content\n- <code>1.js</code>: other content\n',
    )
  })

  test('is listed as far as fifty, and counted beyond', () => {
    const summary = summaryOf(report({ plan: plan({ edits: edits(53) }) }))
    expect(summary.match(/^- <code>/gm)).toHaveLength(50)
    expect(summary).toContain('\n- and 3 more\n')
  })

  test('is not told of where nobody did', () => {
    expect(summaryOf(report())).not.toContain('by hand')
  })
})

describe('what no release has put there', () => {
  const unknown = (count: number) =>
    objectsOf(Array.from({ length: count }, (_, at) => `old${at}.js=1`).join(' ')).map((one) => ({
      ...one,
      size: 1000,
    }))

  test('is listed with its size', () => {
    const summary = summaryOf(report({ plan: plan({ unknown: unknown(2) }) }))
    expect(summary).toContain('<summary>2 objects &#40;2.0 kB&#41; not put there by a release, kept</summary>')
    expect(summary).toContain('- <code>dist/old1.js</code> (1.0 kB)')
  })

  test('is listed as far as fifty', () => {
    const summary = summaryOf(report({ plan: plan({ unknown: unknown(70) }) }))
    expect(summary.match(/^- <code>/gm)).toHaveLength(50)
    expect(summary).toContain('\n- and 20 more\n')
  })
})

test('the releases stand behind the plan, and where there is none, too', () => {
  const live = current({ live: release(8, ''), history: [past(7)] })
  const summary = summaryOf(report({ plan: planOf(added(app)), current: live }))
  expect(summary.indexOf('### Releases')).toBeGreaterThan(summary.indexOf('| Kind |'))
  expect(summaryOf(report({ outcome: 'resumed', plan: undefined, current: live }))).toContain('### Releases')
})

test('the phases and the time they took stand at the end', () => {
  const phases = [
    { name: 'Read', milliseconds: 420 },
    { name: 'Publish', milliseconds: 12_000 },
  ]
  expect(summaryOf(report({ phases }))).toMatch(/\n\nRead 0\.4 s · Publish 12 s · in all 12 s\n$/)
})

test('a name that is made to break out of the summary stays text, wherever it stands', () => {
  const name = 'x</code></details>\n# Owned\n| a | b |.js'
  const evil = asset({ path: name })
  const summary = summaryOf(
    report({
      outcome: 'failed',
      failures: [name],
      environment: name,
      plan: plan({
        ...planOf(added(evil)),
        refreshes: [{ distribution: distribution(), paths: [{ path: name, reason: name }] }],
        unknown: [{ key: name, size: 1, etag: 'x', modified: 0, storageClass: undefined }],
        edits: [{ key: name, path: name, what: name }],
      }),
      current: current({ hold: { actor: name, time: '2026-09-01T12:00:00Z', run: '', reason: name } }),
    }),
  )
  expect(summary).not.toContain('x</code></details>')
  expect(summary).not.toMatch(/^# Owned/m)
  expect(summary).not.toContain('| a | b |')
})

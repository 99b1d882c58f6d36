// The outputs of the action: counts of what was done, never of what was planned, and always set.

import { describe, expect, test } from '@jest/globals'
import type { RefreshStatus, Sighting, Tally, Verification } from '../../../src/site/model.ts'
import { outputsOf } from '../../../src/site/report/outputs.ts'
import type { Report } from '../../../src/site/report/report.ts'
import { added, asset } from '../support/assets.ts'
import { current, past, release } from '../support/records.ts'
import { plan, planOf, refreshOf, report, tally } from '../support/reports.ts'

const refreshed = (id: string, status: RefreshStatus, ...paths: readonly string[]) => ({
  refresh: refreshOf(...paths),
  id,
  status,
})

test('every output is set when a run failed before there was a plan', () => {
  expect(outputsOf(report({ outcome: 'failed', plan: undefined, url: '' }), '')).toEqual({
    changed: 'false',
    release: '',
    'previous-release': '',
    uploaded: '0',
    'headers-updated': '0',
    deleted: '0',
    unchanged: '0',
    'bytes-uploaded': '0',
    'invalidation-ids': '',
    'invalidation-paths': '',
    'invalidation-status': 'none',
    url: '',
    verified: '',
    'rolled-back': 'false',
    plan: '',
    outcome: 'failed',
  })
})

test('what was done counts, not what was planned', () => {
  const outputs = outputsOf(
    report({
      outcome: 'failed',
      plan: { ...planOf(added(asset()), added(asset({ path: 'b.js' }))), unchanged: 7 },
      done: { uploaded: 1, restored: 4, headersUpdated: 2, deleted: 3, bytesUploaded: 1234 },
    }),
    '/tmp/plan.json',
  )
  expect(outputs).toMatchObject({
    changed: 'true',
    uploaded: '1',
    'headers-updated': '2',
    deleted: '3',
    'bytes-uploaded': '1234',
    unchanged: '7',
    plan: '/tmp/plan.json',
    outcome: 'failed',
  })
})

test.each<[Partial<Tally>, string]>([
  [{}, 'false'],
  [{ uploaded: 1 }, 'true'],
  [{ restored: 1 }, 'true'],
  [{ headersUpdated: 1 }, 'true'],
  [{ deleted: 1 }, 'true'],
])('with %j done, changed is %s', (done, changed) => {
  expect(outputsOf(report({ done: tally(done) }), '')).toMatchObject({ changed })
})

describe('the releases', () => {
  test.each<[string, Report['current'], string, string]>([
    ['none is recorded', undefined, '', ''],
    ['the first is live', current({ live: release(1, '') }), '1', ''],
    ['what was there before is recorded, and nothing else', current({ live: release(0, '') }), '0', ''],
    ['the first came after what was there', current({ live: release(1, ''), history: [past(0)] }), '1', '0'],
    ['several were live', current({ live: release(9, ''), history: [past(2), past(7)] }), '9', '7'],
  ])('where %s', (_, live, number, before) => {
    expect(outputsOf(report({ current: live }), '')).toMatchObject({ release: number, 'previous-release': before })
  })

  test('are those that are live, whatever would come next', () => {
    const outputs = outputsOf(report({ outcome: 'planned', current: current(), next: 3 }), '')
    expect(outputs).toMatchObject({ release: '2' })
  })
})

test.each<[Partial<Report>, string]>([
  [{ outcome: 'rolled-back', isRolledBack: true }, 'true'],
  [{ outcome: 'failed', isRolledBack: true }, 'true'],
  [{ outcome: 'failed' }, 'false'],
  [{ outcome: 'deployed' }, 'false'],
])('rolled-back tells whether the site was put back: %j', (given, expected) => {
  expect(outputsOf(report(given), '')).toMatchObject({ 'rolled-back': expected, outcome: given.outcome })
})

test('invalidations are told one per line, each path once', () => {
  const outputs = outputsOf(
    report({
      refreshed: [
        refreshed('I1', 'completed', '/', '/index.html'),
        refreshed('I2', 'completed', '/index.html', '/logo.png'),
      ],
    }),
    '',
  )
  expect(outputs).toMatchObject({
    'invalidation-ids': 'I1\nI2',
    'invalidation-paths': '/\n/index.html\n/logo.png',
  })
})

test.each<[readonly RefreshStatus[], RefreshStatus]>([
  [[], 'none'],
  [['completed'], 'completed'],
  [['completed', 'in-progress'], 'in-progress'],
  [['in-progress', 'completed'], 'in-progress'],
  [['none', 'completed'], 'completed'],
])('of %j the worst is %s', (statuses, worst) => {
  const all = statuses.map((status) => refreshed('I', status, '/'))
  expect(outputsOf(report({ plan: plan(), refreshed: all }), '')).toMatchObject({ 'invalidation-status': worst })
})

describe('the site was verified', () => {
  const seen = (verdict: Verification['verdict'], release = 7): Sighting => ({
    url: 'https://shop.example/',
    release,
    verification: { verdict, findings: [], warnings: [], looked: 1, skipped: 0 },
  })
  test.each<[string, readonly Sighting[], string]>([
    ['where it is as built at each address', [seen('right'), seen('right')], 'true'],
    ['not where one address could not be seen', [seen('right'), seen('unseen')], 'false'],
    ['not where one address is wrong', [seen('wrong'), seen('right')], 'false'],
    [
      'not where the release was taken back, though what was put back is right',
      [seen('wrong', 8), seen('right')],
      'false',
    ],
    ['and nobody says so where nobody looked', [], ''],
  ])('%s', (_, sightings, verified) => {
    expect(outputsOf(report({ sightings }), '')).toMatchObject({ verified })
  })
})

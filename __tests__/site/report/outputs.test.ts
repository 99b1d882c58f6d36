// The outputs of the action: counts of what was done, never of what was planned, and always set.

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from '@jest/globals'
import type { RefreshStatus } from '../../../src/site/model.ts'
import { outputsOf } from '../../../src/site/report/outputs.ts'
import { added, asset } from '../support/assets.ts'
import { distribution } from '../support/distributions.ts'
import { plan, report } from '../support/reports.ts'

const refresh = (...paths: readonly string[]) => ({
  distribution: distribution(),
  paths: paths.map((path) => ({ path, reason: 'changed' })),
})
const refreshed = (id: string, status: RefreshStatus, ...paths: readonly string[]) => ({
  refresh: refresh(...paths),
  id,
  status,
})

test('every output is set when a run failed before there was a plan', () => {
  expect(outputsOf(report({ outcome: 'failed', plan: undefined, url: '' }), '')).toEqual({
    changed: 'false',
    uploaded: '0',
    'headers-updated': '0',
    deleted: '0',
    unchanged: '0',
    'bytes-uploaded': '0',
    'invalidation-ids': '',
    'invalidation-paths': '',
    'invalidation-status': 'none',
    url: '',
    plan: '',
    outcome: 'failed',
  })
})

test('the outputs are those that action.yml declares', () => {
  const actionYml = readFileSync(resolve(import.meta.dirname, '../../../action.yml'), 'utf8')
  const section = /^outputs:\n((?: .*\n|\n)*)/m.exec(actionYml)?.[1] ?? ''
  const declared = [...section.matchAll(/^ {2}([a-z-]+):/gm)].map(([, name]) => name)
  expect(Object.keys(outputsOf(report(), '')).sort()).toEqual(declared.sort())
})

test('what was done counts, not what was planned', () => {
  const outputs = outputsOf(
    report({
      outcome: 'failed',
      plan: plan({
        stages: [{ wave: 'add', title: 'new files', changes: [added(asset()), added(asset({ path: 'b.js' }))] }],
        unchanged: 7,
      }),
      done: { uploaded: 1, headersUpdated: 2, bytesUploaded: 1234 },
    }),
    '/tmp/plan.json',
  )
  expect(outputs).toMatchObject({
    changed: 'true',
    uploaded: '1',
    'headers-updated': '2',
    'bytes-uploaded': '1234',
    unchanged: '7',
    plan: '/tmp/plan.json',
    outcome: 'failed',
  })
})

test.each([
  [0, 0, 'false'],
  [1, 0, 'true'],
  [0, 1, 'true'],
])('with %d uploaded files and %d header updates, changed is %s', (uploaded, headersUpdated, changed) => {
  expect(outputsOf(report({ done: { uploaded, headersUpdated, bytesUploaded: 0 } }), '')).toMatchObject({ changed })
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
  expect(outputsOf(report({ refreshed: all }), '')).toMatchObject({ 'invalidation-status': worst })
})

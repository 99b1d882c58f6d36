// The changes of a plan, counted and in tables.

import { describe, expect, test } from '@jest/globals'
import type { Asset, Wanted } from '../../../src/site/file-model.ts'
import type { Change, Restore } from '../../../src/site/model.ts'
import { biggestFiles, changesByKind, changesOf } from '../../../src/site/report/changes.ts'
import { added, asset, copied, overwritten, putBack, reheadered, removed, restored } from '../support/assets.ts'
import { plan, planOf, stage } from '../support/reports.ts'

const typed = (path: string, type: string, size = 1000) => asset({ path, size, headers: { 'Content-Type': type } })
const app = typed('app.js', 'text/javascript; charset=utf-8', 2000)
const rowsOf = (...changes: readonly Change[]) =>
  changesByKind(planOf(...changes))
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)

test('changes are those of all stages, the last one too, in their order; a copy beside the site is none', () => {
  const [one, two, three] = [added(app), removed(asset({ path: 'b.html' })), overwritten(asset({ path: 'ngsw.json' }))]
  const given = plan({
    stages: [stage('add', 'new files', one, copied(asset())), stage('switch', 'what leaves', two)],
    lastStage: stage('refresh', 'service worker manifest', three),
  })
  expect(changesOf(given)).toEqual([one, two, three])
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
    expect(rowsOf(added(typed('x', type)))).toEqual([`| ${kind} | 1 | 0 | 0 | 0 | 1.0 kB |`])
  })

  test('a page is a page, whatever its type', () => {
    const worker = asset({ path: 'ngsw-worker.js', role: 'page', size: 10 })
    expect(rowsOf(added(worker))).toEqual(['| Pages and workers | 1 | 0 | 0 | 0 | 10 B |'])
  })

  test('what nobody knows the headers of is something else', () => {
    const asKept: Restore = { ...restored(app), asset: { ...app, headers: undefined } satisfies Wanted }
    expect(rowsOf(asKept)).toEqual(['| Other | 1 | 0 | 0 | 0 | 2.0 kB |'])
  })

  test.each<[string, readonly Change[], string]>([
    ['new', [added(app)], '1 | 0 | 0 | 0 | 2.0 kB'],
    ['changed', [overwritten(app), overwritten(app)], '0 | 2 | 0 | 0 | 4.0 kB'],
    ['other headers, for which no bytes are written', [reheadered(app)], '0 | 0 | 1 | 0 | 0 B'],
    ['gone, for which none are either', [removed(app), removed(app), removed(app)], '0 | 0 | 0 | 3 | 0 B'],
    ['restored, as new and as changed', [restored(app), putBack(app), putBack(app)], '1 | 2 | 0 | 0 | 6.0 kB'],
    ['all at once', [added(app), overwritten(app), reheadered(app), removed(app)], '1 | 1 | 1 | 1 | 4.0 kB'],
  ])('%s', (_, changes, counts) => {
    expect(rowsOf(...changes)).toEqual([`| Scripts | ${counts} |`])
  })

  test('in the order in which they happen', () => {
    const kinds = rowsOf(added(app), added(typed('x', 'image/png')), overwritten(app)).map((row) => row.split(' | ')[0])
    expect(kinds).toEqual(['| Scripts', '| Images'])
  })

  test('and a plan without any has no table', () => {
    expect(changesByKind(plan({ unchanged: 12 }))).toBe('12 files unchanged.')
  })
})

describe('the biggest files', () => {
  const pathsIn = (told: string) => [...told.matchAll(/<code>(.+?)<\/code>/g)].map(([, path]) => path)

  test('are five, the biggest first, each with its reason', () => {
    const files = [3, 1, 7, 5, 2, 6, 4].map((size) => added(asset({ path: `file${size}.png`, size })))
    const told = biggestFiles(planOf(...files))
    expect(pathsIn(told)).toEqual([7, 6, 5, 4, 3].map((size) => `file${size}.png`))
    expect(told).toContain('| <code>file7.png</code> | 7 B | new |')
  })

  test.each<[string, (of: Asset) => Change]>([
    ['other headers', reheadered],
    ['what is restored', restored],
    ['what leaves', removed],
  ])('are only those that are uploaded, not %s', (_, changeOf) => {
    expect(biggestFiles(planOf(changeOf(app)))).toBe('')
  })
})

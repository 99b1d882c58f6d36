// Which paths of a distribution must be fetched anew.

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Change, Distribution, Headers } from '../../../src/site/model.ts'
import { MOST_PATHS } from '../../../src/site/plan/fewer-paths.ts'
import { refreshOf } from '../../../src/site/plan/refresh.ts'
import { isOverwrite, type Touched, touchedBy } from '../../../src/site/plan/touched.ts'
import { added, asset, noCache, overwritten, reheadered, removed } from '../support/assets.ts'
import { distribution, fallback } from '../support/distributions.ts'

const index = asset({ path: 'index.html', role: 'entry' })
const logo = asset({ path: 'logo.png' })
const app = asset({ path: 'app.js' })

/** What was there before has these headers; nobody knows them unless they are given. */
const touched = (changes: readonly Change[], headers?: Headers): readonly Touched[] => {
  const before = new Set(changes.filter(isOverwrite).map(({ asset: { key } }) => key))
  return touchedBy(changes, (key) => (before.has(key) ? [headers] : []))
}

const refreshing = { bucket: 'shop', invalidate: 'auto', headersOf: () => [] } as const

/** The paths as a script: `/logo.png: logo.png: content changed`. */
function script(
  changes: readonly Change[],
  on: Distribution = distribution(),
  headers: Headers | undefined = noCache,
): readonly string[] | undefined {
  const refresh = refreshOf(touched(changes, headers), on, refreshing)
  return refresh?.paths.map(({ path, reason }) => `${path}: ${reason}`)
}

describe('invalidated is', () => {
  test('what was overwritten, under each of its addresses, with the reason', () => {
    expect(script([overwritten(logo), overwritten(index)])).toEqual([
      '/logo.png: logo.png: content changed',
      '/: index.html: content changed',
      '/index.html: index.html: content changed',
    ])
  })

  test('what got other headers', () => {
    expect(script([reheadered(logo)])).toEqual(['/logo.png: logo.png: cache-control changed'])
  })

  test('what is gone', () => {
    expect(script([removed(logo)])).toEqual(['/logo.png: logo.png: no longer in the release'])
  })

  test('nothing that is new, because nobody can have it', () => {
    expect(script([added(app), overwritten(logo)])).toEqual(['/logo.png: logo.png: content changed'])
  })

  test('nothing at all where only new files came', () => {
    expect(script([added(app)])).toBeUndefined()
  })

  test('nothing outside the origin path', () => {
    expect(script([overwritten(asset({ key: 'other/app.js' }))])).toBeUndefined()
  })
})

describe('where errors are kept at the edge', () => {
  test.each([
    [10, undefined],
    [11, ['/app.js: app.js: an error may be kept']],
    [300, ['/app.js: app.js: an error may be kept']],
  ])('for %d seconds, a new file was perhaps asked for too early: %j', (ttl, paths) => {
    expect(script([added(app)], distribution({ errorResponses: fallback('', ttl) }))).toEqual(paths)
  })

  test('other errors than a missing file say nothing about new ones', () => {
    const errorResponses = [{ status: 500, page: '/oops.html', answeredStatus: 500, ttl: 300 }]
    expect(script([added(app)], distribution({ errorResponses }))).toBeUndefined()
  })

  test('a page that stands in for every missing address is fetched anew under all of them', () => {
    expect(
      script([overwritten(index), overwritten(logo)], distribution({ errorResponses: fallback('/index.html', 300) })),
    ).toEqual(['/*: index.html is kept under the addresses of errors'])
  })

  test('for ten seconds, that page heals by itself', () => {
    expect(script([overwritten(index)], distribution({ errorResponses: fallback('/index.html', 10) }))).toEqual([
      '/: index.html: content changed',
      '/index.html: index.html: content changed',
    ])
  })

  test('a page that did not change is no reason to fetch everything', () => {
    expect(script([overwritten(logo)], distribution({ errorResponses: fallback('/index.html', 300) }))).toEqual([
      '/logo.png: logo.png: content changed',
    ])
  })
})

describe('everything is invalidated', () => {
  const many = (count: number) => Array.from({ length: count }, (_, at) => overwritten(asset({ path: `${at}.png` })))

  test.each([
    [MOST_PATHS, MOST_PATHS, '/0.png'],
    [MOST_PATHS + 1, 1, '/*'],
  ])('of %d changed files %d paths come, the first %s', (count, length, first) => {
    const paths = refreshOf(touched(many(count)), distribution(), refreshing)?.paths ?? []
    expect(paths).toHaveLength(length)
    expect(paths[0]?.path).toBe(first)
  })

  test('when too many paths would change, and the reason counts them', () => {
    expect(script(many(MOST_PATHS + 1))).toEqual([
      `/*: ${MOST_PATHS + 1} paths would change; a wildcard counts as one of the 1,000 that are free in a month`,
    ])
  })

  test.each([
    [5, 5],
    [6, 1],
  ])('rather than by %d wildcards, of which CloudFront has few: %d paths', (count, length) => {
    const wild = Array.from({ length: count }, (_, at) => overwritten(asset({ path: `${at}~main.js` })))
    expect(refreshOf(touched(wild), distribution(), refreshing)?.paths).toHaveLength(length)
  })

  test('where the role may not read the distribution, so that only this is right', () => {
    expect(script([added(app)], distribution({ readable: false, origins: [] }))).toEqual([
      '/*: the role may not read the distribution (cloudfront:GetDistribution)',
    ])
  })
})

describe('the caller', () => {
  test.each<['all' | 'none' | 'auto', readonly Change[], readonly string[] | undefined]>([
    ['all', [added(app)], ['/*']],
    ['all', [], undefined],
    ['none', [overwritten(logo)], undefined],
    ['auto', [], undefined],
  ])('who says %s of %j gets %j', (invalidate, changes, paths) => {
    const refresh = refreshOf(touched(changes), distribution(), { ...refreshing, invalidate })
    expect(refresh?.paths.map(({ path }) => path)).toEqual(paths)
  })
})

test('whatever changes: no path twice, and every overwritten file is covered', () => {
  const paths = fc.uniqueArray(fc.stringMatching(/^[a-c~]{1,3}(\/index\.html)?$/), { maxLength: 40 })
  fc.assert(
    fc.property(paths, (given) => {
      const refresh = refreshOf(touched(given.map((path) => overwritten(asset({ path })))), distribution(), refreshing)
      const found = refresh?.paths.map(({ path }) => path) ?? []
      const covers = (address: string) =>
        found.some((path) => (path.endsWith('*') ? address.startsWith(path.slice(0, -1)) : path === address))

      expect(new Set(found).size).toBe(found.length)
      expect(given.filter((path) => !covers(`/${path}`))).toEqual([])
    }),
  )
})

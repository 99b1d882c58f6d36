// Which paths of a distribution must be fetched anew.

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Distribution } from '../../../src/site/distribution-model.ts'
import type { Headers } from '../../../src/site/file-model.ts'
import type { Change } from '../../../src/site/model.ts'
import { MOST_PATHS } from '../../../src/site/plan/fewer-paths.ts'
import { refreshOf } from '../../../src/site/plan/refresh.ts'
import { isOverwrite, type Touched, touchedBy } from '../../../src/site/plan/touched.ts'
import { added, asset, noCache, overwritten, reheadered, removed } from '../support/assets.ts'
import { behavior, caching, distribution, fallback, running, shop } from '../support/distributions.ts'

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
  headers: Headers | 'unknown' = noCache,
): readonly string[] | undefined {
  const before = headers === 'unknown' ? undefined : headers
  const refresh = refreshOf(touched(changes, before), on, refreshing)
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
    [11, ['/app.js: app.js: an answer in its place may be kept']],
    [300, ['/app.js: app.js: an answer in its place may be kept']],
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

describe('nothing is invalidated that no edge can have', () => {
  const caches = (given: Parameters<typeof caching>[0]) =>
    distribution({ behaviors: [behavior({ caching: caching(given) })] })
  const saying = (value: string): Headers => ({ 'Cache-Control': value })
  const noTime = { minTtl: 0 }

  test.each<[string, Parameters<typeof caching>[0], Headers | 'unknown', boolean]>([
    ['caching is disabled', { minTtl: 0, defaultTtl: 0, maxTtl: 0 }, saying('max-age=300'), false],
    ['caching is disabled, whatever the headers were', { minTtl: 0, defaultTtl: 0, maxTtl: 0 }, 'unknown', false],
    ['it said no-store', noTime, saying('no-store'), false],
    ['it said private among others', noTime, saying('max-age=60, Private'), false],
    ['it said no-store, but MinTTL holds it', { minTtl: 1 }, saying('no-store'), true],
    ['it said private of one field only', noTime, saying('private="Set-Cookie"'), true],
    ['it said no-cache: an edge answers with it when the origin fails', noTime, saying('no-cache'), true],
    ['it said no more than a second', noTime, saying('max-age=1'), true],
    ['it said nothing', noTime, {}, true],
    ['nobody knows what it said', noTime, 'unknown', true],
  ])('where %s', (_, given, headers, is) => {
    expect(script([overwritten(logo)], caches(given), headers)).toEqual(
      is ? [expect.stringMatching(/^\/logo.png: /)] : undefined,
    )
  })

  test('of several earlier copies any counts', () => {
    const several = [
      { ...touched([overwritten(logo)])[0], earlier: [saying('no-store'), saying('max-age=9')] },
    ] as Touched[]
    expect(refreshOf(several, caches(noTime), refreshing)?.paths.map(({ path }) => path)).toEqual(['/logo.png'])
  })

  test('but a function behind the edge may have given it other headers', () => {
    const functions = [running('origin-response', 'lambda')]
    const of = distribution({ behaviors: [behavior({ caching: caching(noTime), functions })] })
    expect(script([overwritten(logo)], of, saying('no-store'))).toEqual(['/logo.png: logo.png: content changed'])
  })
})

describe('Angular’s ngsw.json', () => {
  const ngsw = asset({ path: 'ngsw.json', role: 'worker-manifest' })
  const holding = (minTtl: number) => distribution({ behaviors: [behavior({ caching: caching({ minTtl }) })] })

  test.each<[string, number, Headers | 'unknown', boolean]>([
    ['no-cache', 0, noCache, false],
    ['no-cache, for a second', 1, noCache, false],
    ['no-cache, for two seconds', 2, noCache, true],
    ['max-age of a second', 1, { 'Cache-Control': 'max-age=1' }, false],
    ['max-age of two seconds', 1, { 'Cache-Control': 'max-age=2' }, true],
    ['an answer while it is asked for', 1, { 'Cache-Control': 'max-age=1, stale-while-revalidate=60' }, true],
    ['a time that is none', 1, { 'Cache-Control': 'max-age=soon' }, true],
    ['a date', 1, { Expires: 'Thu, 01 Jan 1970 00:00:00 GMT' }, true],
    ['headers that nobody knows', 1, 'unknown', true],
  ])('with %s, MinTTL %d', (_, minTtl, headers, is) => {
    expect(script([overwritten(ngsw)], holding(minTtl), headers)).toEqual(
      is ? [expect.stringMatching(/^\/ngsw.json: /)] : undefined,
    )
  })

  test('that gets other headers only is invalidated: an edge that asks anew keeps those of its copy', () => {
    expect(script([reheadered(ngsw)], holding(0))).toEqual(['/ngsw.json: ngsw.json: cache-control changed'])
  })
})

describe('where query strings are part of the cache key', () => {
  const varied = (given: Partial<Parameters<typeof behavior>[0]> = {}) =>
    behavior({ caching: caching({ queryStrings: { only: ['v'] } }), ...given })

  test('a file is invalidated with all of them', () => {
    expect(script([overwritten(logo)], distribution({ behaviors: [varied()] }))).toEqual([
      '/logo.png*: logo.png: content changed; query strings are part of the cache key',
    ])
  })

  test('the root with everything', () => {
    expect(script([overwritten(index), overwritten(logo)], distribution({ behaviors: [varied()] }))).toEqual([
      '/*: index.html: content changed; query strings are part of the cache key',
    ])
  })

  test('the document of a folder by one path', () => {
    const docs = asset({ path: 'docs/index.html', role: 'entry' })
    expect(script([overwritten(docs)], distribution({ behaviors: [varied()] }))).toEqual([
      '/docs*: docs/index.html: content changed; query strings are part of the cache key',
    ])
  })

  test('but in no other behaviour', () => {
    const of = distribution({ behaviors: [varied({ pattern: '/img/*' }), behavior()] })
    expect(script([overwritten(index), overwritten(asset({ path: 'img/a.png' }))], of)).toEqual([
      '/: index.html: content changed',
      '/index.html: index.html: content changed',
      '/img/a.png*: img/a.png: content changed; query strings are part of the cache key',
    ])
  })

  test('as far as one can tell, where the cache policy may not be read', () => {
    expect(script([overwritten(logo)], distribution({ behaviors: [behavior({ caching: undefined })] }))).toEqual([
      '/logo.png*: logo.png: content changed; the role may not read whether query strings are part of the cache key (cloudfront:GetCachePolicy)',
    ])
  })
})

describe('functions', () => {
  const lambda = (pattern: string, event: 'viewer-request' | 'origin-request') =>
    behavior({ pattern, functions: [running(event, 'lambda')] })
  const anywhere = 'a function on origin requests may have stored it under other addresses'

  test('behind the edge may have stored a file under any address', () => {
    expect(script([overwritten(logo)], distribution({ behaviors: [lambda('*', 'origin-request')] }))).toEqual([
      `/*: logo.png: content changed; ${anywhere}`,
    ])
  })

  test('of one behaviour store pages, of whatever address, under those that it answers', () => {
    const of = distribution({ behaviors: [lambda('/app/*', 'origin-request'), behavior()] })
    expect(script([overwritten(index), overwritten(logo)], of)).toEqual([
      '/: index.html: content changed',
      '/index.html: index.html: content changed',
      `/app/*: index.html: content changed; ${anywhere}`,
      '/logo.png: logo.png: content changed',
    ])
  })

  test('before the edge change what a copy is kept under, so that its own addresses are enough', () => {
    expect(script([overwritten(index)], distribution({ behaviors: [lambda('*', 'viewer-request')] }))).toEqual([
      '/: index.html: content changed',
      '/index.html: index.html: content changed',
    ])
  })

  test.each(['*', '/app/*'])('both, on %s, store under any address of all', (pattern) => {
    const functions = [running('viewer-request'), running('origin-request', 'lambda')]
    const of = distribution({ behaviors: [behavior({ pattern, functions }), behavior()] })
    expect(script([overwritten(index)], of)).toEqual([`/*: index.html: content changed; ${anywhere}`])
  })

  test('that keep nothing are no reason', () => {
    const off = caching({ minTtl: 0, maxTtl: 0 })
    const of = distribution({ behaviors: [{ ...lambda('*', 'origin-request'), caching: off }] })
    expect(script([overwritten(index)], of)).toBeUndefined()
  })
})

describe('a new file behind a group of origins', () => {
  const mirror = { domainName: 'mirror.s3.amazonaws.com', path: '' }
  const group = (failover: readonly number[]) =>
    distribution({ behaviors: [behavior({ origins: [shop, mirror], failover })] })

  test.each([
    [[500, 502], undefined],
    [[500, 404], ['/app.js: app.js: an answer in its place may be kept']],
  ])('that asks the second one upon %j: %j', (failover, paths) => {
    expect(script([added(app)], group(failover))).toEqual(paths)
  })
})

describe('where the page for missing files says how long it may be kept', () => {
  const page = (seconds: number): Headers => ({ 'Cache-Control': `max-age=${seconds}` })
  const of = distribution({ errorResponses: fallback('/404.html', 0, 404) })
  const headersOf = (headers: Headers) => ({
    ...refreshing,
    headersOf: (key: string) => (key === 'dist/404.html' ? [headers] : []),
  })
  const notFound = asset({ path: '404.html', role: 'page' })

  test.each([
    [10, undefined],
    [11, ['/app.js']],
  ])('a new file was perhaps asked for too early, with %d seconds: %j', (seconds, paths) => {
    const refresh = refreshOf(touched([added(app)]), of, headersOf(page(seconds)))
    expect(refresh?.paths.map(({ path }) => path)).toEqual(paths)
  })

  test.each<[Headers | undefined, readonly string[]]>([
    [page(10), ['/404.html']],
    [page(11), ['/*']],
    [{ 'Cache-Control': 'no-cache, s-maxage=300' }, ['/*']],
    [noCache, ['/404.html']],
    [undefined, ['/*']],
  ])('%j, it is itself fetched anew by %j', (headers, paths) => {
    const refresh = refreshOf(touched([overwritten(notFound)], headers), of, headersOf(noCache))
    expect(refresh?.paths.map(({ path }) => path)).toEqual(paths)
  })

  test('of a page in another origin nobody knows, so a new file may be an error still', () => {
    const elsewhere = behavior({ pattern: '/404.html', origins: [{ domainName: 'errors.s3.amazonaws.com', path: '' }] })
    const beside = distribution({ ...of, behaviors: [elsewhere, behavior()], origins: [shop] })
    expect(script([added(app)], beside)).toEqual(['/app.js: app.js: an answer in its place may be kept'])
  })

  test('a page that was missing itself left the errors as they were', () => {
    const long = distribution({ errorResponses: fallback('/404.html', 300) })
    expect(script([added(notFound)], long)).toEqual(['/*: 404.html is kept under the addresses of errors'])
  })
})

describe('many paths', () => {
  const inFolder = (folder: string, count: number) =>
    Array.from({ length: count }, (_, at) => overwritten(asset({ path: `${folder}${at}.png` })))
  const told = (count: number, folder: string) =>
    `${folder}*: ${count} paths below ${folder} would change; a wildcard counts as one of the 1,000 that are free in a month`

  test('of one folder are that folder, the deepest that all lie in', () => {
    expect(script(inFolder('img/icons/', 40))).toEqual([told(40, '/img/icons/')])
  })

  test('of folders are the fullest ones, and the rest by itself', () => {
    expect(script([overwritten(logo), ...inFolder('img/', 40), ...inFolder('css/', 3)])).toEqual([
      '/logo.png: logo.png: content changed',
      ...[0, 1, 2].map((at) => `/css/${at}.png: css/${at}.png: content changed`),
      told(40, '/img/'),
    ])
  })

  test('of many full folders are everything', () => {
    const six = ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((name) => inFolder(`${name}/`, 31))
    expect(script(six)).toEqual([
      '/*: 186 paths would change; a wildcard counts as one of the 1,000 that are free in a month',
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

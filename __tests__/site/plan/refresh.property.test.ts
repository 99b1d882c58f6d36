// Whatever the distribution and whatever changes: nobody can be left with something old. What an edge may have is told by
// Local AWS, which knows nothing of plans.

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { covers } from '../../../local/cloudfront/paths.ts'
import { fits } from '../../../local/cloudfront/pattern.ts'
import { errorTtlOf, ttlOf } from '../../../local/edge/ttl.ts'
import { roleTeller } from '../../../src/site/describe/roles.ts'
import type {
  CacheBehavior,
  Caching,
  Distribution,
  EdgeFunction,
  Origin,
} from '../../../src/site/distribution-model.ts'
import type { Headers } from '../../../src/site/file-model.ts'
import { refreshOf } from '../../../src/site/plan/refresh.ts'
import type { Touched } from '../../../src/site/plan/touched.ts'
import { behavior, caching, distribution, running } from '../support/distributions.ts'

const own = (path: string): Origin => ({ domainName: 'shop.s3.us-east-1.amazonaws.com', path })
const foreign: Origin = { domainName: 'api.s3.us-east-1.amazonaws.com', path: '/dist' }
const paths = [
  'index.html',
  'a.js',
  'docs/index.html',
  'docs/b c.png',
  'docs/de/x~y.js',
  'dist/a.js',
  '404.html',
  'ünï.css',
]
const keys = [...paths.map((path) => `dist/${path}`), 'beside.html']
const NOW = Date.parse('2026-01-31T12:00:00.000Z')

const headers = fc.option(
  fc.constantFrom<Headers>(
    {},
    ...[
      'no-cache',
      'no-store',
      'private, max-age=60',
      'max-age=0',
      'max-age=3600',
      'public, max-age=0, s-maxage=60',
    ].map((value) => ({ 'Cache-Control': value })),
  ),
  { nil: undefined },
)

const cachings = fc.option(
  fc
    .record({ minTtl: fc.constantFrom(0, 1, 60), maxTtl: fc.constantFrom(0, 60, 86_400), isVaried: fc.boolean() })
    .map(({ minTtl, maxTtl, isVaried }) =>
      caching({
        minTtl: Math.min(minTtl, maxTtl),
        defaultTtl: maxTtl,
        maxTtl,
        queryStrings: isVaried ? 'all' : 'none',
      }),
    ),
  { nil: undefined, freq: 10 },
)

const functions = fc.subarray<EdgeFunction>([
  running('viewer-request'),
  running('viewer-request', 'lambda'),
  running('viewer-response'),
  running('origin-request', 'lambda'),
  running('origin-response', 'lambda'),
])

const behaviors = fc.record({
  pattern: fc.constantFrom('/docs/*', '*.js', 'd?cs*', '/index.html', '/', '*', '/docs/index.html', '/*/index.html'),
  origins: fc.array(fc.constantFrom(own('/dist'), own(''), own('/dist/docs'), foreign), { minLength: 1, maxLength: 2 }),
  functions: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, functions),
  caching: cachings,
  failover: fc.constantFrom<readonly number[]>([], [404], [500]),
})

const distributions = fc
  .record({
    behaviors: fc.array(behaviors, { minLength: 1, maxLength: 3 }),
    defaultRootObject: fc.constantFrom('index.html', '404.html', ''),
    errorResponses: fc.array(
      fc.record({
        status: fc.constantFrom(403, 404, 500),
        page: fc.constantFrom('', '/index.html', '/404.html'),
        answeredStatus: fc.constant(200),
        ttl: fc.constantFrom(0, 10, 11, 300),
      }),
      { maxLength: 2 },
    ),
  })
  .map(({ behaviors: given, ...rest }) => {
    const all = given.map((one, at) => behavior({ ...one, pattern: at === given.length - 1 ? '*' : one.pattern }))
    return distribution({ ...rest, behaviors: all, origins: all.flatMap(({ origins }) => origins) })
  })

/** Of each key: what it was, or that it is new, or that it stays as it is. */
const changes = fc
  .tuple(...keys.map(() => fc.constantFrom('stays', 'new', 'changed')))
  .chain((states) =>
    fc
      .tuple(...keys.map(() => headers))
      .map((before) =>
        keys.flatMap((key, at) =>
          states[at] === 'stays' ? [] : [touchedAs(key, states[at] === 'new' ? [] : [before[at]])],
        ),
      ),
  )

function touchedAs(key: string, earlier: Touched['earlier']): Touched {
  const path = key.replace(/^dist\//, '')
  const role = roleTeller([])(path)
  return { key, path, role, reason: 'changed', earlier, wasAbsent: earlier.length === 0, hasOldBytes: false }
}

/** What visitors may ask for: every spelling of every key behind every origin path, and addresses of nothing. */
const asked = [
  ...new Set(
    [
      ...keys.flatMap((key) => [key, key.replace('dist/', ''), key.replace('dist/docs/', '')]),
      '',
      'docs/',
      'docs',
      'orders/7',
      'never.js',
    ].map((path) => `/${encodeURI(path)}`),
  ),
]

/** Something old that an edge may have, and the address it lies under. */
interface Old {
  readonly address: string
  readonly of: string
}

function oldCopies(touched: readonly Touched[], on: Distribution): readonly Old[] {
  const old: Old[] = []
  for (const address of asked) {
    const by = on.behaviors.find(({ pattern }) => fits(pattern, address))
    if (by === undefined) throw new Error('no behaviour')
    // A function before the cache may make any address of it.
    const inCache = runs(by, 'viewer-request') ? asked : [address]
    for (const kept of inCache) {
      for (const one of touched) {
        if (!mayAnswer(one, kept, by, on) || !mayHold(one, by, on)) continue
        old.push({ address: kept, of: one.path })
        if (by.caching?.queryStrings !== 'none') old.push({ address: `${kept}?v=1`, of: one.path })
      }
    }
  }
  return old
}

function mayAnswer({ key, role }: Touched, address: string, by: CacheBehavior, on: Distribution): boolean {
  const all = by.functions.some(({ kind, event }) => kind === 'cloudfront' && event === 'viewer-request')
  const origins = [...by.origins, ...(all ? on.origins : [])].filter(({ domainName }) => domainName.startsWith('shop.'))
  const path = address === '/' ? `/${on.defaultRootObject}` : decodeURI(address)
  const isOwn = origins.some((origin) => `${origin.path}${path}` === `/${key}`)
  const isReached = origins.some((origin) => `/${key}`.startsWith(`${origin.path}/`))
  return isOwn || (role !== 'asset' && isReached && runs(by, 'origin-request'))
}

function mayHold(one: Touched, by: CacheBehavior, on: Distribution): boolean {
  const { earlier, wasAbsent } = one
  const isOpen = runs(by, 'origin-request') || runs(by, 'origin-response')
  const isCopied = earlier.some((before) => keeps(isOpen ? undefined : before, by.caching))
  if (!wasAbsent) return isCopied
  const isError = on.errorResponses.some(({ status, ttl }) => status !== 500 && ttl > 10)
  const isMirrored = by.origins.length > 1 && by.failover.includes(404) && by.caching?.maxTtl !== 0
  return isCopied || isError || isMirrored
}

function keeps(before: Headers | undefined, by: Caching | undefined): boolean {
  if (by === undefined) return true
  return before === undefined ? by.maxTtl > 0 : ttlOf(before, by, NOW) !== undefined
}

function runs({ functions: all }: CacheBehavior, event: EdgeFunction['event']): boolean {
  return all.some((one) => one.event === event)
}

const refreshing = { bucket: 'shop', invalidate: 'auto', headersOf: () => [] } as const

describe('whatever the distribution and whatever changes', () => {
  test('every address under which an edge may have something old is covered', () => {
    fc.assert(
      fc.property(distributions, changes, (on, touched) => {
        const found = refreshOf(touched, on, refreshing)?.paths.map(({ path }) => path) ?? []
        const left = oldCopies(touched, on).filter(({ address }) => !found.some((path) => covers(path, address)))
        expect(left).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  test('so is every address of an error that a changed page answers, for as long as that is kept', () => {
    fc.assert(
      fc.property(distributions, changes, (on, touched) => {
        const found = refreshOf(touched, on, refreshing)?.paths.map(({ path }) => path) ?? []
        const pages = on.errorResponses.filter(({ status, page }) => status !== 500 && page !== '')
        const isKept = pages.some(({ page, ttl }) => {
          const by = on.behaviors.find(({ pattern }) => fits(pattern, page))
          const isOwn = (one: Touched) =>
            by !== undefined && !runs(by, 'viewer-request') && mayAnswer(one, page, by, on)
          const told = (before: Headers | undefined) =>
            before === undefined || errorTtlOf(before, ttl, caching(), NOW) > 10
          return touched.some((one) => `/${one.path}` === page && isOwn(one) && one.earlier.some(told))
        })
        expect(!isKept || found.includes('/*')).toBe(true)
      }),
    )
  })

  test('no path is there twice, or covered by another, or without a reason; and there are never too many', () => {
    fc.assert(
      fc.property(distributions, changes, (on, touched) => {
        const found = refreshOf(touched, on, refreshing)?.paths ?? []
        const wildcards = found.filter(({ path }) => path.endsWith('*'))
        const isCovered = (path: string) =>
          wildcards.some((other) => other.path !== path && path.startsWith(other.path.slice(0, -1)))
        expect(found.filter(({ path, reason }) => isCovered(path) || reason === '')).toEqual([])
        expect(new Set(found.map(({ path }) => path)).size).toBe(found.length)
        expect(found.length).toBeLessThanOrEqual(30)
        expect(wildcards.length).toBeLessThanOrEqual(5)
      }),
    )
  })
})

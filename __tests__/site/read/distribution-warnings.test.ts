// What about the distributions is told to people, and what is not.

import { describe, expect, test } from '@jest/globals'
import type { CacheBehavior, Distribution } from '../../../src/site/distribution-model.ts'
import { distributionWarnings } from '../../../src/site/read/distribution-warnings.ts'
import { behavior, caching, distribution, fallback, running, shop } from '../support/distributions.ts'

const site = { bucket: 'shop', prefix: 'dist', urls: [], distributions: [] }
const of = (given: Partial<CacheBehavior>) => distribution({ behaviors: [behavior(given)] })
const told = (...distributions: readonly Distribution[]) => distributionWarnings(distributions, site)

test('nothing is told of a distribution that is as it should be', () => {
  expect(told(distribution())).toEqual([])
})

test('nothing is told where there is none', () => {
  expect(distributionWarnings([], { ...site, urls: ['https://shop.example'] })).toEqual([])
})

describe('MinTTL', () => {
  test('above a second is told, with what it does to no-cache', () => {
    expect(told(of({ caching: caching({ minTtl: 3600 }) }))).toEqual([
      'On distribution E1 pages are kept for 3600 s, although they say no-cache (MinTTL): visitors get older ones ' +
        'whenever an invalidation fails or is late. Set MinTTL to 0, or use the managed cache policy CachingOptimized.',
    ])
  })

  test.each<[string, Distribution]>([
    ['of a second, as of the managed policy', of({ caching: caching({ minTtl: 1 }) })],
    ['of none', of({ caching: caching({ minTtl: 0 }) })],
    [
      'where there are no pages',
      distribution({ behaviors: [behavior({ pattern: '/media/*', caching: caching({ minTtl: 9999 }) }), behavior()] }),
    ],
    ['that nobody may read', of({ caching: undefined, policy: '' })],
  ])('%s is not', (_, one) => {
    expect(told(one).filter((line) => line.includes('MinTTL'))).toEqual([])
  })

  test('is that of the behaviour which answers the entry page', () => {
    const strict = behavior({ pattern: '*.html', caching: caching({ minTtl: 60 }) })
    expect(told(distribution({ behaviors: [strict, behavior()] }))).toEqual([expect.stringContaining('for 60 s')])
  })
})

describe('error responses', () => {
  test('that make a success of what is missing are told, with the cure', () => {
    expect(told(distribution({ errorResponses: fallback('/index.html', 10) }))).toEqual([
      'On distribution E1 a script that is missing is answered with /index.html and status 200 (error response for 403 ' +
        'and 404), so browsers and service workers take a page for it. Take that out, and let a function rewrite ' +
        'addresses of pages instead: https://github.com/coltpay/colt-deploy#single-page-applications',
    ])
  })

  test.each([
    ['an error that stays one', fallback('/404.html', 10, 404)],
    ['a time only', fallback('', 300, 403)],
    ['another error than a missing file', [{ status: 500, page: '/index.html', answeredStatus: 200, ttl: 10 }]],
  ])('that are %s are not', (_, errorResponses) => {
    expect(told(distribution({ errorResponses }))).toEqual([])
  })
})

describe('no default root object', () => {
  const rootless = (given: Partial<Distribution> = {}) => distribution({ defaultRootObject: '', ...given })

  test('is told', () => {
    expect(told(rootless())).toEqual([
      'On distribution E1 / is answered with an error, or with a list of files: it has no default root object. ' +
        'Set that to index.html.',
    ])
  })

  const website = [{ ...shop, domainName: 'shop.s3-website-us-east-1.amazonaws.com' }]
  const withFunction = (...functions: CacheBehavior['functions']) => rootless({ behaviors: [behavior({ functions })] })
  test.each<[string, Distribution, Partial<typeof site>]>([
    ['a function may find one', withFunction(running('viewer-request')), {}],
    ['a function behind the edge may', withFunction(running('origin-request', 'lambda')), {}],
    ['S3 serves it as a website', rootless({ origins: website, behaviors: [behavior({ origins: website })] }), {}],
    ['the site lies in a folder of it', rootless(), { prefix: 'dist/docs' }],
  ])('is not where %s', (_, one, given) => {
    expect(distributionWarnings([one], { ...site, ...given })).toEqual([])
  })
})

describe('compression', () => {
  const plain = caching({ gzip: false, brotli: false })
  const sentence =
    'files are sent uncompressed (cache behaviour *), three to five times their size. Turn on Compress, with a cache ' +
    'policy that has gzip and brotli, such as the managed one CachingOptimized.'

  test.each([
    ['is off', of({ compress: false })],
    ['is on, with a policy that knows no encoding', of({ caching: plain })],
    ['is impossible, because nothing may be kept', of({ caching: { ...plain, maxTtl: 0 } })],
  ])('that %s is told', (_, one) => {
    expect(told(one)).toEqual([`On distribution E1 ${sentence}`])
  })

  test.each([
    ['gzip alone is enough', of({ caching: caching({ brotli: false }) })],
    [
      'what is fetched each time may be small',
      distribution({ behaviors: [behavior({ pattern: '/env.js', caching: { ...plain, maxTtl: 0 } }), behavior()] }),
    ],
    [
      'another origin is nobody’s business',
      distribution({
        behaviors: [
          behavior({ pattern: '/api/*', compress: false, origins: [{ domainName: 'api.example', path: '' }] }),
          behavior(),
        ],
      }),
    ],
  ])('%s', (_, one) => {
    expect(told(one)).toEqual([])
  })
})

describe('a distribution that serves something else', () => {
  const serving = (domainName: string, path: string) => distribution({ origins: [{ domainName, path }] })

  test.each([
    [
      serving('other.s3.amazonaws.com', '/dist'),
      'Distribution E1 does not serve bucket shop: its origins are other.s3.amazonaws.com/dist. ' +
        'Check `bucket` and `distribution`.',
    ],
    [
      serving('shop.s3.amazonaws.com', '/web'),
      'Distribution E1 does not serve s3://shop/dist: its origins are shop.s3.amazonaws.com/web. ' +
        'Check `prefix`, which is the origin path or lies below it.',
    ],
  ])('is told, with its origins', (one, sentence) => {
    expect(told(one)).toEqual([sentence])
  })

  test.each([
    'files.example',
    'ap-x1-s3alias.s3.us-east-1.amazonaws.com',
    'm1.mrap.accesspoint.s3-global.amazonaws.com',
  ])('%s may be the bucket under another name', (domainName) => {
    expect(told(serving(domainName, '/dist'))).toEqual([])
  })

  test('is told nothing else of', () => {
    const wrong = { ...serving('other.s3.amazonaws.com', ''), defaultRootObject: '', errorResponses: fallback('/x', 1) }
    expect(told(wrong)).toHaveLength(1)
  })
})

describe('what may not be read', () => {
  test('is told with the right that is missing, once for all distributions', () => {
    const unread = (id: string) =>
      distribution({ id, arn: `arn:aws:cloudfront::*:distribution/${id}`, readable: false, origins: [] })
    expect(told(unread('E1'), unread('E2'), unread('E3'))).toEqual([
      'Distributions E1, E2 and E3 could not be read, so everything there is invalidated. ' +
        'The role needs cloudfront:GetDistribution (or cloudfront:GetDistributionConfig) on ' +
        'arn:aws:cloudfront::*:distribution/E1, arn:aws:cloudfront::*:distribution/E2, arn:aws:cloudfront::*:distribution/E3.',
    ])
  })

  test('of its cache policies, too', () => {
    expect(told(of({ caching: undefined, policy: 'p-1' }))).toEqual([
      'On distribution E1 a cache policy could not be read, so more is invalidated than may be needed. ' +
        'The role needs cloudfront:GetCachePolicy on arn:aws:cloudfront::1:cache-policy/p-1.',
    ])
  })

  test('is not told of behaviours that have nothing to do with the site', () => {
    const api = behavior({
      pattern: '/api/*',
      origins: [{ domainName: 'api.example', path: '' }],
      caching: undefined,
      policy: 'p',
    })
    expect(told(distribution({ behaviors: [api, behavior()] }))).toEqual([])
  })
})

test('settings that are still on their way are told, with their time', () => {
  expect(told(distribution({ deployed: false }))).toEqual([
    'Distribution E1 got other settings on 2026-01-31 12:00 UTC that are still on their way: some edges go by those of ' +
      'before. Where visitors see something odd, wait until the status is Deployed, and deploy again.',
  ])
  expect(told(distribution({ deployed: undefined, lastModified: '' }))).toEqual([])
})

describe('host names', () => {
  const hosts = (given: Partial<typeof site> | object, one = distribution()) =>
    distributionWarnings([one], { ...site, ...given })

  test.each([
    [{ urls: ['https://www.shop.example/x'] }, 'www.shop.example, which the input `url`'],
    [{ distributions: ['Dev.Shop.example'] }, 'dev.shop.example, which the input `distribution`'],
  ])('of %j that no distribution answers for are told', (given, what) => {
    expect(hosts(given)).toEqual([
      `Distribution E1 may not answer for ${what} names: it is not among the alternate domain names. ` +
        'Add it there, or correct the input.',
    ])
  })

  test.each([
    ['an alias', { urls: ['https://Shop.Example/'] }],
    ['CloudFront’s own', { urls: ['https://d1.cloudfront.net'] }],
    ['an address without a name', { urls: ['http://127.0.0.1:4566', 'http://[::1]:80', 'http://localhost:80'] }],
    ['an ID', { distributions: ['E1'] }],
  ])('that are %s are not', (_, given) => {
    expect(hosts(given)).toEqual([])
  })

  test('that a wildcard stands for are not, one level deep', () => {
    const wild = distribution({ aliases: ['*.shop.example'] })
    expect(hosts({ urls: ['https://dev.shop.example'] }, wild)).toEqual([])
    expect(hosts({ urls: ['https://a.dev.shop.example'] }, wild)).toHaveLength(1)
  })

  test('are not where nobody may read the aliases, or CloudFront’s own name', () => {
    expect(hosts({ urls: ['https://x.example'] }, distribution({ readable: false })).join()).not.toContain('x.example')
    expect(hosts({ urls: ['https://d1.cloudfront.net'] }, distribution({ domainName: '' }))).toEqual([])
  })
})

test('the same of several distributions is told in one sentence', () => {
  const [one, two] = ['E1', 'E2'].map((id) => distribution({ id, defaultRootObject: '' }))
  if (one === undefined || two === undefined) throw new Error('no distributions')
  expect(told(one, two)).toEqual([expect.stringMatching(/^On distributions E1 and E2 \/ is answered/)])
})

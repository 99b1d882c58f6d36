// Distributions × changes: which paths are invalidated, and why; and, played on Local AWS, that visitors at no place see
// anything old afterwards, although some do where nobody tells the edge.

import { afterAll, expect, test } from '@jest/globals'
import { pageOfApp, pageOfFolder } from '../../local/index.ts'
import { openStage, type Play } from './play.ts'

const stage = await openStage()
afterAll(() => stage.close())

for (const name of ['api', 'mirror']) stage.aws.buckets.create(name)
stage.aws.buckets.put('mirror', 'new.js', 'of the mirror')
stage.aws.buckets.put('mirror', 'api/a.txt', 'of the mirror')
stage.aws.distributions.createPolicy({ name: 'variants', headers: ['Accept-Language'], cookies: true })
stage.aws.distributions.createPolicy({ name: 'unread', minTtl: 1, queryStrings: true })

type Row = Play & { readonly paths: readonly string[] }

const root = (reason: string) => ['/', '/index.html'].map((path) => `${path}: index.html: ${reason}`)
const changed = 'content changed'
const varied = 'query strings are part of the cache key'
const stored = 'a function on origin requests may have stored it under other addresses'
const perhaps = 'an answer in its place may be kept'
const free = 'a wildcard counts as one of the 1,000 that are free in a month'
const errors = (page: string, ttl: number) => [403, 404].map((code) => ({ code, page, responseCode: 200, ttl }))
const aYear = '404.html  Cache-Control: max-age=31536000'
const never = { minTtl: 0, defaultTtl: 86_400 }
const many = (folder: string, count: number, content: number) =>
  Array.from({ length: count }, (_, at) => `${folder}${at}.png=${content}`).join(' ')

const rows: Readonly<Record<string, Row>> = {
  // What changes, on the distribution that most sites have: one origin, CachingOptimized.
  'a page': { before: ['index.html=1'], after: 'index.html=2', paths: root(changed) },
  'a file that keeps its name': {
    before: ['index.html=1 logo.png=1'],
    after: 'index.html=1 logo.png=2',
    paths: [`/logo.png: logo.png: ${changed}`],
  },
  'a new file only': { before: ['index.html=1'], after: 'index.html=1 new.js=1', paths: [] },
  'a new file and the page that needs it': {
    before: ['index.html=1'],
    after: 'index.html=2 new.js=1',
    paths: root(changed),
  },
  'a page that is gone': {
    before: ['index.html=1 old.html=1'],
    after: 'index.html=1',
    paths: ['/old.html: old.html: no longer in the release'],
  },
  'a script that no page needs any more stays for open tabs': {
    before: ['index.html=1 old.js=1'],
    after: 'index.html=1',
    paths: [],
  },
  'headers only': {
    before: ['index.html=1 logo.png=1'],
    after: { files: 'index.html=1 logo.png=1', inputs: { headers: '*.png  Cache-Control: max-age=60' } },
    paths: ['/logo.png: logo.png: cache-control changed'],
  },
  'the document of a folder, under its three spellings': {
    before: ['index.html=1 docs/index.html=1'],
    after: 'index.html=1 docs/index.html=2',
    paths: ['/docs/index.html', '/docs/', '/docs'].map((path) => `${path}: docs/index.html: ${changed}`),
  },
  'names that must be encoded, and that CloudFront takes in no form': {
    before: ['index.html=1 price_list.pdf=1 straße.png=1 a~b.js=1'],
    after: 'index.html=1 price_list.pdf=2 straße.png=2 a~b.js=2',
    paths: [
      `/a*: a~b.js: ${changed}`,
      `/price%20list.pdf: price list.pdf: ${changed}`,
      `/stra%C3%9Fe.png: straße.png: ${changed}`,
    ],
  },
  'names that differ in case': {
    before: ['index.html=1 Logo.png=1 logo.png=1'],
    after: 'index.html=1 Logo.png=2 logo.png=1',
    paths: [`/Logo.png: Logo.png: ${changed}`],
  },
  'what has the origin path in its middle': {
    before: ['index.html=1 dist/a.png=1 my/dist/a.png=1'],
    after: 'index.html=1 dist/a.png=2 my/dist/a.png=2',
    paths: [`/dist/a.png: dist/a.png: ${changed}`, `/my/dist/a.png: my/dist/a.png: ${changed}`],
  },
  nothing: { before: ['index.html=1'], after: 'index.html=1', paths: [] },
  'a rollback': {
    before: ['index.html=1 a.html=1', 'index.html=2'],
    after: 'rollback',
    paths: ['/a.html: a.html: is gone', ...root('as it was')],
  },
  'what lay there before the first release': {
    byHand: 'index.html=1 logo.png=1',
    before: [],
    after: 'index.html=2 logo.png=2',
    paths: [...root(changed), `/logo.png: logo.png: ${changed}`],
  },
  'everything, because it is asked for': {
    before: ['index.html=1'],
    after: { files: 'index.html=2', inputs: { invalidate: 'all' } },
    paths: ['/*: invalidate is all'],
  },

  // Where the site lies.
  'a site in a folder of the origin': {
    shape: { defaultRootObject: 'home.html' },
    inputs: { prefix: 'dist/shop' },
    before: ['index.html=1'],
    after: 'index.html=2',
    visited: ['/shop/', '/shop', '/shop/index.html'],
    paths: ['/shop/index.html', '/shop/', '/shop'].map((path) => `${path}: index.html: ${changed}`),
  },
  'a site behind no origin path': {
    shape: { originPath: '' },
    before: ['index.html=1'],
    after: 'index.html=2',
    visited: ['/dist/index.html', '/dist/', '/dist'],
    paths: ['/dist/index.html', '/dist/', '/dist'].map((path) => `${path}: index.html: ${changed}`),
  },
  'a site that the distribution does not serve': {
    inputs: { prefix: 'dist2' },
    before: ['index.html=1'],
    after: 'index.html=2',
    paths: [],
  },
  'another root document': {
    shape: { defaultRootObject: 'home.html' },
    before: ['index.html=1 home.html=1'],
    after: 'index.html=1 home.html=2',
    paths: ['/', '/home.html'].map((path) => `${path}: home.html: ${changed}`),
  },

  // For how long copies are kept.
  'nothing where caching is disabled': {
    shape: { cachePolicy: 'CachingDisabled' },
    before: ['index.html=1 logo.png=1'],
    after: 'index.html=2 logo.png=2',
    paths: [],
  },
  'nothing that said no-store': {
    shape: never,
    inputs: { headers: '*  Cache-Control: no-store' },
    before: ['index.html=1 logo.png=1'],
    after: 'index.html=2 logo.png=2',
    paths: [],
  },
  'what said no-store, where MinTTL holds it': {
    shape: { minTtl: 60 },
    inputs: { headers: '*  Cache-Control: no-store' },
    before: ['index.html=1'],
    after: 'index.html=2',
    paths: root(changed),
  },
  'what will say no-store, but did not': {
    shape: never,
    before: ['index.html=1 logo.png=1'],
    after: { files: 'index.html=1 logo.png=2', inputs: { headers: '*.png  Cache-Control: no-store' } },
    paths: [`/logo.png: logo.png: ${changed}`],
  },
  'what said nothing, for the default time': {
    shape: never,
    byHand: 'index.html=1 logo.png=1',
    before: [],
    after: 'index.html=2 logo.png=1',
    paths: [...root(changed), '/logo.png: logo.png: cache-control and content-type changed'],
  },
  'what an edge may answer with while it asks': {
    shape: never,
    inputs: { headers: '*.png  Cache-Control: max-age=0, stale-while-revalidate=600' },
    before: ['index.html=1 logo.png=1'],
    after: 'index.html=1 logo.png=2',
    paths: [`/logo.png: logo.png: ${changed}`],
  },

  // Angular's service worker.
  'ngsw.json, which no edge keeps for longer than a second': {
    before: ['index.html=1 ngsw.json=1'],
    after: 'index.html=2 ngsw.json=2',
    paths: root(changed),
  },
  'ngsw.json, where MinTTL holds it': {
    shape: { minTtl: 3600 },
    before: ['index.html=1 ngsw.json=1'],
    after: 'index.html=2 ngsw.json=2',
    paths: [...root(changed), `then /ngsw.json: ngsw.json: ${changed}`],
  },
  'ngsw.json, which was told to be kept': {
    before: [{ files: 'index.html=1 ngsw.json=1', inputs: { headers: 'ngsw.json  Cache-Control: max-age=600' } }],
    after: 'index.html=1 ngsw.json=2',
    paths: [`then /ngsw.json: ngsw.json: ${changed}`],
  },
  'ngsw.json with other headers alone': {
    shape: { minTtl: 0 },
    before: ['index.html=1 ngsw.json=1'],
    after: { files: 'index.html=1 ngsw.json=1', inputs: { headers: 'ngsw.json  Cache-Control: max-age=0' } },
    paths: ['then /ngsw.json: ngsw.json: cache-control changed'],
  },

  // Pages that stand in for errors.
  'the page of deep links, kept for ten seconds': {
    shape: { errorResponses: errors('/index.html', 10) },
    before: ['index.html=1'],
    after: 'index.html=2',
    paths: root(changed),
  },
  'the page of deep links, kept for longer': {
    shape: { errorResponses: errors('/index.html', 300) },
    before: ['index.html=1'],
    after: 'index.html=2',
    paths: ['/*: index.html is kept under the addresses of errors'],
  },
  'another file beside the page of deep links': {
    shape: { errorResponses: errors('/index.html', 300) },
    before: ['index.html=1 logo.png=1'],
    after: 'index.html=1 logo.png=2',
    paths: [`/logo.png: logo.png: ${changed}`],
  },
  'a new file that was asked for too early': {
    shape: { errorResponses: errors('/index.html', 300) },
    before: ['index.html=1'],
    after: 'index.html=1 new.js=1',
    paths: [`/new.js: new.js: ${perhaps}`],
  },
  'a new file, where errors are kept without a page': {
    shape: { errorResponses: [{ code: 403, ttl: 300 }] },
    before: ['index.html=1'],
    after: 'index.html=1 new.js=1',
    paths: [`/new.js: new.js: ${perhaps}`],
  },
  'a new file, where S3 says that it is missing': {
    shape: { errorResponses: [{ code: 404, ttl: 300 }], listBucketAllowed: true },
    before: ['index.html=1'],
    after: 'index.html=1 new.js=1',
    paths: [`/new.js: new.js: ${perhaps}`],
  },
  'a new file, where only other errors are kept': {
    shape: { errorResponses: [{ code: 500, page: '/index.html', ttl: 300 }] },
    before: ['index.html=1'],
    after: 'index.html=1 new.js=1',
    paths: [],
  },
  'a page for errors that itself says how long': {
    shape: { errorResponses: errors('/404.html', 0) },
    inputs: { headers: aYear },
    before: ['index.html=1 404.html=1'],
    after: 'index.html=1 404.html=2',
    paths: ['/*: 404.html is kept under the addresses of errors'],
  },
  'a page for errors that said how long, and does no more': {
    shape: { errorResponses: errors('/404.html', 0) },
    before: [{ files: 'index.html=1 404.html=1', inputs: { headers: aYear } }],
    after: 'index.html=1 404.html=1',
    paths: ['/*: 404.html is kept under the addresses of errors'],
  },
  'a new file beside a page for errors that says how long': {
    shape: { errorResponses: errors('/404.html', 0) },
    inputs: { headers: aYear },
    before: ['index.html=1 404.html=1'],
    after: 'index.html=1 404.html=1 new.js=1',
    paths: [`/new.js: new.js: ${perhaps}`],
  },
  'a page for errors that was missing itself': {
    shape: { errorResponses: errors('/404.html', 300) },
    before: ['index.html=1'],
    after: 'index.html=1 404.html=1',
    paths: ['/*: 404.html is kept under the addresses of errors'],
  },

  // What tells copies apart.
  'a file, where every query string counts': {
    shape: { queryStrings: true },
    before: ['index.html=1 logo.png=1'],
    after: 'index.html=1 logo.png=2',
    paths: [`/logo.png*: logo.png: ${changed}; ${varied}`],
  },
  'the root, where one query string counts': {
    shape: { queryStrings: ['v'] },
    before: ['index.html=1'],
    after: 'index.html=2',
    paths: [`/*: index.html: ${changed}; ${varied}`],
  },
  'a folder, where query strings count': {
    shape: { queryStrings: true },
    before: ['index.html=1 docs/index.html=1'],
    after: 'index.html=1 docs/index.html=2',
    paths: [`/docs*: docs/index.html: ${changed}; ${varied}`],
  },
  'what lies where query strings count, and what does not': {
    shape: { behaviors: [{ pattern: '/img/*', queryStrings: true }] },
    before: ['index.html=1 img/a.png=1'],
    after: 'index.html=2 img/a.png=2',
    paths: [`/img/a.png*: img/a.png: ${changed}; ${varied}`, ...root(changed)],
  },
  'variants by headers and cookies, which one path covers': {
    shape: { cachePolicy: 'variants' },
    before: ['index.html=1 logo.png=1'],
    after: 'index.html=1 logo.png=2',
    paths: [`/logo.png: logo.png: ${changed}`],
  },

  // Functions.
  'the page of an app, to which a function turns deep links': {
    shape: { functions: { viewerRequest: pageOfApp } },
    before: ['index.html=1'],
    after: 'index.html=2',
    paths: root(changed),
  },
  'the page of an app, to which a function of one behaviour turns deep links': {
    shape: (bucket) => ({
      origin: 'api',
      origins: [{ id: 'api', bucket: 'api', path: '' }],
      behaviors: [{ pattern: '/app/*', origin: bucket, functions: { viewerRequest: pageOfApp } }],
    }),
    before: ['index.html=1'],
    after: 'index.html=2',
    only: ['/app/orders', '/app/'],
    paths: root(changed),
  },
  'a folder, to which a function turns its spellings': {
    shape: { functions: { viewerRequest: pageOfFolder } },
    before: ['index.html=1 docs/index.html=1'],
    after: 'index.html=1 docs/index.html=2',
    paths: ['/docs/index.html', '/docs/', '/docs'].map((path) => `${path}: docs/index.html: ${changed}`),
  },
  'the page of an app, which a function stores under deep links': {
    shape: { functions: { originRequest: pageOfApp } },
    before: ['index.html=1'],
    after: 'index.html=2',
    paths: [`/*: index.html: ${changed}; ${stored}`],
  },
  'the page of an app, which a function stores under the deep links of one behaviour': {
    shape: { behaviors: [{ pattern: '/app/*', functions: { originRequest: pageOfApp } }] },
    before: ['index.html=1'],
    after: 'index.html=2',
    visited: ['/app/orders', '/app/'],
    paths: [...root(changed), `/app/*: index.html: ${changed}; ${stored}`],
  },
  'a folder, which a function stores under its spellings': {
    shape: { behaviors: [{ pattern: '/docs*', functions: { originRequest: pageOfFolder } }] },
    before: ['index.html=1 docs/index.html=1'],
    after: 'index.html=1 docs/index.html=2',
    paths: [`/docs*: docs/index.html: ${changed}; ${stored}`],
  },
  'a new script behind such a function': {
    shape: { functions: { originRequest: pageOfApp } },
    before: ['index.html=1'],
    after: 'index.html=1 new.js=1',
    paths: [],
  },

  // Several behaviours and origins.
  'what another origin answers': {
    shape: { origins: [{ id: 'api', bucket: 'mirror', path: '' }], behaviors: [{ pattern: '/api/*', origin: 'api' }] },
    before: ['index.html=1 api/a.txt=1'],
    after: 'index.html=1 api/a.txt=2',
    paths: [],
  },
  'what lies at two addresses': {
    shape: (bucket) => ({
      origins: [{ id: 'whole', bucket: bucket, path: '' }],
      behaviors: [{ pattern: '/dist/*', origin: 'whole' }],
    }),
    before: ['index.html=1 logo.png=1'],
    after: 'index.html=1 logo.png=2',
    visited: ['/dist/logo.png'],
    paths: ['/dist/logo.png', '/logo.png'].map((path) => `${path}: logo.png: ${changed}`),
  },
  'pages and files in behaviours of their own': {
    shape: {
      ...never,
      behaviors: [
        { pattern: '*.html', minTtl: 60 },
        { pattern: '*.png', cachePolicy: 'CachingDisabled' },
      ],
    },
    before: ['index.html=1 logo.png=1 a.html=1'],
    after: 'index.html=1 logo.png=2 a.html=2',
    paths: [`/a.html: a.html: ${changed}`],
  },
  'a new file, in whose place a second origin answered': {
    shape: (bucket) => ({
      origin: 'both',
      origins: [{ id: 'mirror', bucket: 'mirror', path: '' }],
      originGroups: [{ id: 'both', members: [bucket, 'mirror'], statuses: [403, 404] }],
    }),
    before: ['index.html=1'],
    after: 'index.html=1 new.js=1',
    paths: [`/new.js: new.js: ${perhaps}`],
  },
  'a new file, where a second origin answers only what fails': {
    shape: (bucket) => ({
      origin: 'both',
      origins: [{ id: 'mirror', bucket: 'mirror', path: '' }],
      originGroups: [{ id: 'both', members: [bucket, 'mirror'], statuses: [500] }],
    }),
    before: ['index.html=1'],
    after: 'index.html=1 new.js=1',
    paths: [],
  },

  // Many paths, of which CloudFront takes a few.
  'many files of one folder': {
    before: [`index.html=1 ${many('img/icons/', 31, 1)}`],
    after: `index.html=1 ${many('img/icons/', 31, 2)}`,
    paths: [`/img/icons/*: 31 paths below /img/icons/ would change; ${free}`],
  },
  'many files of one folder, and the page': {
    before: [`index.html=1 ${many('img/', 31, 1)}`],
    after: `index.html=2 ${many('img/', 31, 2)}`,
    paths: [...root(changed), `/img/*: 31 paths below /img/ would change; ${free}`],
  },
  'many files at the top': {
    before: [`index.html=1 ${many('', 31, 1)}`],
    after: `index.html=1 ${many('', 31, 2)}`,
    paths: [`/*: 31 paths would change; ${free}`],
  },

  // What the role may not read.
  'a policy that may not be read': {
    shape: { cachePolicy: 'unread' },
    denied: ['GetCachePolicy'],
    before: ['index.html=1 logo.png=1'],
    after: 'index.html=1 logo.png=2',
    paths: [
      `/logo.png*: logo.png: ${changed}; the role may not read whether query strings are part of the cache key (cloudfront:GetCachePolicy)`,
    ],
  },
  'a distribution of which only the settings may be read': {
    denied: ['GetDistribution'],
    before: ['index.html=1 logo.png=1'],
    after: 'index.html=1 logo.png=2',
    paths: [`/logo.png: logo.png: ${changed}`],
  },
  'a distribution that may not be read': {
    denied: ['GetDistribution', 'GetDistributionConfig'],
    before: ['index.html=1 logo.png=1'],
    after: 'index.html=1 logo.png=2',
    paths: ['/*: the role may not read the distribution (cloudfront:GetDistribution)'],
  },
}

test.each(Object.entries(rows))('%s', async (_, row) => {
  const { paths, stale, untold } = await stage.play(row)
  expect(paths).toEqual(row.paths)
  expect(stale).toEqual([])
  expect(untold.length > 0).toBe(row.paths.length > 0)
})

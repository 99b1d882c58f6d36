// Role and caching of every kind of file.

import { expect, test } from '@jest/globals'
import { cacheControlOf } from '../../../src/site/describe/cache-control.ts'
import { roleTeller } from '../../../src/site/describe/roles.ts'

const next = ['_next/static/chunks/0nhvbDyl.js', 'index.html', 'products/index.html', 'about.html', 'robots.html']

test.each([
  ['index.html', 'entry'],
  ['de/index.html', 'entry'],
  ['index.csr.html', 'page'],
  ['404.html', 'page'],
  ['about.htm', 'page'],
  ['about.xhtml', 'page'],
  ['ngsw.json', 'worker-manifest'],
  ['de/ngsw.json', 'worker-manifest'],
  ['ngsw-worker.js', 'page'],
  ['safety-worker.js', 'page'],
  ['worker-basic.min.js', 'page'],
  ['sw.js', 'page'],
  ['service-worker.js', 'page'],
  ['firebase-messaging-sw.js', 'page'],
  ['OneSignalSDKWorker.js', 'page'],
  ['flutter_service_worker.js', 'page'],
  ['products/__data.json', 'page'],
  ['products/_payload.json', 'page'],
  ['page-data/index/page-data.json', 'page'],
  ['page-data/app-data.json', 'page'],
  ['_next/data/u4YLsmWE/products.json', 'page'],
  ['index.txt', 'page'],
  ['products/index.txt', 'page'],
  ['about.txt', 'page'],
  ['__next._tree.txt', 'page'],
  ['products/__next.products.$d$id.__PAGE__.txt', 'page'],
  ['products.data', 'page'],
  ['_root.data', 'page'],
  ['llms.txt', 'asset'],
  ['Build/game.data', 'asset'],
  ['main.js', 'asset'],
  ['answer.js', 'asset'],
  ['logo.png', 'asset'],
])('%s is published as %s', (path, role) => {
  expect(roleTeller([...next, path])(path)).toBe(role)
})

test('without Next, a text beside a page is a text', () => {
  expect(roleTeller(['about.html', 'about.txt'])('about.txt')).toBe('asset')
})

const asked = [
  'manifest.webmanifest',
  'site.webmanifest',
  'manifest.json',
  'assets/config.json',
  'assets/config.prod.json',
  'config.js',
  'env.js',
  '__env.js',
  'assets/env-config.js',
  'runtime-config.js',
  'app-config.json',
  'appsettings.json',
  'version.json',
  '_app/version.json',
  '_nuxt/builds/latest.json',
  'remoteEntry.js',
  'remoteEntry.json',
  'assets/module-federation.manifest.json',
  'federation.manifest.json',
  'mf-manifest.json',
  '_framework/blazor.boot.json',
]

test.each(asked)('%s is asked for each time', (path) => {
  expect(cacheControlOf(path, 'asset', false)).toBe('no-cache')
})

test.each([
  'robots.txt',
  'sitemap.xml',
  'favicon.ico',
  'logo.png',
  'main.js',
  'styles.css',
  'assets/i18n/de.json',
  'configurator.js',
  'environment.png',
  'conversion.json',
])('%s may be kept for five minutes', (path) =>
  expect(cacheControlOf(path, 'asset', false)).toBe('public, max-age=300'),
)

test('a proven hash may be kept forever, except in the name of a page', () => {
  expect(cacheControlOf('main-QTYZM3L6.js', 'asset', true)).toBe('public, max-age=31536000, immutable')
  for (const role of ['page', 'entry', 'worker-manifest'] as const)
    expect(cacheControlOf('a-QTYZM3L6.html', role, true)).toBe('no-cache')
})

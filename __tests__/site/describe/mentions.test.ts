// What counts as referring to another file, and what it costs to find out.

import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { hashCandidates, mayMention, mentionedHashes, mentionFinder } from '../../../src/site/describe/hashes.ts'
import { hashesIn } from '../../../src/site/describe/occurrences.ts'

const candidates = hashCandidates(['assets/a-994lMKr4.js', 'assets/b-B5gngA5_.js', 'assets/c-HW_Qc76P.png'])

const places: readonly (readonly [string, string])[] = [
  ['index.html', '<script src="/assets/a-994lMKr4.js" type="module"></script>'],
  ['index.html', '<script src="/assets/a-994lMKr4.js"></script>'],
  ['index.html', '<link rel=modulepreload href=/assets/a-994lMKr4.js>'],
  ['index.html', '<link rel="preload" href="/assets/a-994lMKr4.js?v=1">'],
  ['index.html', '<a href="/assets/a-994lMKr4.js">'],
  ['index.html', '<meta property="og:image" content="https://example.com/assets/a-994lMKr4.js">'],
  ['index.html', '<astro-island component-url="/assets/a-994lMKr4.js">'],
  ['index.html', '<img srcset="x.png 1x, /assets/a-994lMKr4.js 2x">'],
  ['index.html', '<script type="importmap">{"imports":{"a":"/assets/a-994lMKr4.js"}}</script>'],
  ['index.html', '<script type="application/json">["994lMKr4"]</script>'],
  ['index.html', '<script>self.__next_f.push([1,"\\"/assets/a-994lMKr4.js\\""])</script>'],
  ['index.html', '<style>a{background:url(/assets/a-994lMKr4.js)}</style>'],
  ['index.html', '<noscript><link rel="stylesheet" href="/assets/a-994lMKr4.js"></noscript>'],
  ['PAGE.HTM', '<SCRIPT SRC="/assets/a-994lMKr4.js"></SCRIPT>'],
  ['app.js', 'import "./a-994lMKr4.js"'],
  ['app.mjs', "export * from './a-994lMKr4.js'"],
  ['app.js', 'import(`./a-994lMKr4.js`)'],
  ['app.js', `x = \`\${base}a-994lMKr4.js\``],
  ['app.js', 'x={1:"994lMKr4"}[e]'],
  ['app.js', 'new URL("a-994lMKr4.js", import.meta.url)'],
  ['app.css', '@import "a-994lMKr4.js";'],
  ['app.css', 'a { src: url("a-994lMKr4.js") }'],
  ['app.css', 'a { src: url(a-994lMKr4.js) }'],
  ['manifest.webmanifest', '{"icons":[{"src":"/assets/a-994lMKr4.js"}]}'],
  ['products/_payload.json', '["/assets/a-994lMKr4.js"]'],
]

test.each(places)('%s refers to it by %s', (path, text) => {
  expect(mayMention(path)).toBe(true)
  expect([...mentionedHashes(path, text, candidates)]).toEqual(['994lMKr4'])
})

test.each([
  'ngsw.json',
  'asset-manifest.json',
  '.vite/manifest.json',
  'manifest.json',
  'hashmap.json',
  'sitemap.xml',
  'sw.js',
  'my-sw.js',
  'service-worker.js',
  'serviceWorker.js',
  'flutter_service_worker.js',
  'ngsw-worker.js',
  'firebase-messaging-sw.js',
  'workbox-9c191d2f.js',
  'precache-manifest.0123abcd.js',
  '_next/static/u4YLsmWE8WYcCa-lpt0_I/_buildManifest.js',
  '_next/static/u4YLsmWE8WYcCa-lpt0_I/_ssgManifest.js',
  'app.js.map',
  '3rdpartylicenses.txt',
  'logo.svg',
])('%s cannot prove anything', (path) => {
  expect(mayMention(path)).toBe(false)
})

test.each([
  'main.js',
  'answer.js',
  'swipe.js',
  'assets/worker-LDU2KJ5Y.js',
  'runtime.mjs',
  '404.html',
  'a/b/styles.css',
])('%s can', (path) => {
  expect(mayMention(path)).toBe(true)
})

test('broken code is read as far as it goes', () => {
  for (const text of ['x = "994lMKr4', '`${', '<script>"994lMKr4', 'a { src: url(', '<!--', '\\', '/* 994lMKr4']) {
    for (const path of ['a.js', 'a.css', 'a.html']) expect(() => mentionedHashes(path, text, candidates)).not.toThrow()
  }
})

test('a hash is found wherever it stands alone, and nowhere else', () => {
  const before = fc.constantFrom('', ' ', '/', '-', '_', '.', '"', '~', 'é')
  const filler = fc.string({ unit: fc.constantFrom(...'abcXYZ019 -_."') })
  fc.assert(
    fc.property(
      filler,
      before,
      fc.constantFrom(...candidates.hashes),
      before,
      filler,
      (left, open, hash, close, right) => {
        const alone = open !== '' || !/[A-Za-z0-9]$/.test(left)
        const ended = close !== '' || !/^[A-Za-z0-9]/.test(right)
        expect(hashesIn(left + open + hash + close + right, candidates).has(hash)).toBe(alone && ended)
      },
    ),
  )
})

test('once another file has mentioned a hash, nobody looks for it again', () => {
  const find = mentionFinder(candidates)
  const page = '<script src="/assets/a-994lMKr4.js"></script>'
  expect([...find('index.html', page)]).toEqual(['994lMKr4'])
  expect([...find('about.html', page)]).toEqual([])
})

test('a file that names its own hash leaves it wanted', () => {
  const find = mentionFinder(candidates)
  find('assets/a-994lMKr4.js', 'x = "994lMKr4", y = "B5gngA5_"')
  expect([...find('index.html', '<script src="/assets/a-994lMKr4.js"></script><a href="b-B5gngA5_.js">')]).toEqual([
    '994lMKr4',
  ])
})

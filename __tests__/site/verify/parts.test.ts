// The pure parts of a look from outside, each by its table.

import { describe, expect, test } from '@jest/globals'
import { addressOf, isSameSite, pathOf, rootAt, shown } from '../../../src/site/verify/addresses.ts'
import { entryAddress, entryOf, isSinglePage } from '../../../src/site/verify/entry.ts'
import { isFit, isSameType } from '../../../src/site/verify/media-type.ts'
import type { Kind } from '../../../src/site/verify/model.ts'
import { namedFiles, releaseOf } from '../../../src/site/verify/named.ts'
import { pageReferences } from '../../../src/site/verify/references.ts'
import { evenly } from '../../../src/site/verify/sample.ts'
import { filesOf, verify } from './memory-site.ts'

const ROOT = 'https://shop.example/'

describe('addresses', () => {
  test.each([
    ['a.js', 'https://shop.example/a.js'],
    ['a b/ü.js', 'https://shop.example/a%20b/%C3%BC.js'],
    ['@local~$d.js', 'https://shop.example/@local~$d.js'],
    ['50%?#.js', 'https://shop.example/50%25%3F%23.js'],
    ['', 'https://shop.example/'],
  ])('of %s is %s, and back', (path, address) => {
    expect(addressOf(path, ROOT)).toBe(address)
    expect(pathOf(address, ROOT)).toBe(path)
  })

  test.each([
    ['https://shop.example/app/a.js?v=1', 'https://shop.example/app/', 'a.js'],
    ['https://shop.example/a.js', 'https://shop.example/app/', undefined],
    ['https://other.example/app/a.js', 'https://shop.example/app/', undefined],
    ['https://shop.example/app/%E0%A4%A', 'https://shop.example/app/', undefined],
  ])('%s below %s is %s', (address, root, path) => {
    expect(pathOf(address, root)).toBe(path)
  })

  test('the root is the same path on the origin of the answer', () => {
    expect(rootAt('https://www.shop.example/app/', 'http://shop.example/app/')).toBe('https://www.shop.example/app/')
  })

  test.each([
    ['http://shop.example/', 'https://www.shop.example/a', true],
    ['https://shop.example:8443/', ROOT, true],
    ['https://login.shop.example/', ROOT, false],
  ])('%s and %s are one site: %s', (one, other, same) => {
    expect(isSameSite(one, other)).toBe(same)
  })

  test('are printed without what can be secret', () => {
    expect(shown('https://me:word@shop.example/a?token=1#b')).toBe('https://shop.example/a')
  })
})

describe('the entry', () => {
  const of = (...paths: readonly string[]) => filesOf(Object.fromEntries(paths.map((path) => [path, ''])))

  test.each<[readonly string[], string | undefined, string]>([
    [['a.html', 'en/index.html', 'index.html'], 'index.html', ROOT],
    [['index.csr.html', 'en/index.html'], 'index.csr.html', `${ROOT}index.csr.html`],
    [['en/shop/index.html', 'en/index.html', 'de/index.html'], 'de/index.html', `${ROOT}de/index.html`],
    [['b.html', 'docs/a.html'], 'b.html', `${ROOT}b.html`],
    [['a.js'], undefined, ''],
  ])('of %j is %s at %s', (paths, entry, address) => {
    const found = entryOf(of(...paths))
    expect(found?.path).toBe(entry)
    if (found) expect(entryAddress(found.path, ROOT)).toBe(address)
  })

  test.each<[readonly string[], boolean]>([
    [['index.html', 'a.js'], true],
    [['index.html', '404.html', '200.html', 'offline.html', 'assets/50x.html'], true],
    [['index.csr.html'], true],
    [['index.html', 'about.html'], false],
    [['index.html', 'about/index.html'], false],
    [['en/index.html', 'de/index.html'], false],
  ])('%j is an application of one page: %s', (paths, single) => {
    expect(isSinglePage(of(...paths))).toBe(single)
  })
})

describe('media types', () => {
  test.each([
    ['text/javascript; charset=utf-8', 'application/javascript', true],
    ['Text/HTML;charset=x', 'text/html; charset=utf-8', true],
    ['application/manifest+json', 'application/json', true],
    ['image/vnd.microsoft.icon', 'image/x-icon', true],
    ['font/woff2', 'application/font-woff2', true],
    ['text/plain', 'text/css', false],
    ['', 'text/css', false],
    ['text/html', 'text/javascript', false],
  ])('%s and %s are the same: %s', (one, other, same) => {
    expect(isSameType(one, other)).toBe(same)
  })

  test.each<[string, Kind, boolean]>([
    ['application/x-javascript', 'script', true],
    ['application/octet-stream', 'script', false],
    ['text/css', 'style', true],
    ['text/plain', 'style', false],
    ['text/html', 'page', true],
    ['application/json', 'page', false],
    ['', 'other', true],
    ['text/html', 'other', false],
  ])('%s is taken for a %s: %s', (type, kind, fit) => {
    expect(isFit(type, kind)).toBe(fit)
  })
})

describe('what a page loads', () => {
  const of = (html: string, address = `${ROOT}shop/`): readonly string[] =>
    pageReferences(html, address).references.map((one) => `${one.kind} ${one.address.replace(ROOT, '/')}`)

  test.each<[string, readonly string[]]>([
    ['<script src="a.js"></script>', ['script /shop/a.js']],
    ['<script src="/a.js?v=1#x" type="module"></script>', ['script /a.js?v=1']],
    ['<script src=a.js type="text/javascript" nomodule></script>', ['script /shop/a.js']],
    ['<script src="a.json" type="application/json"></script>', []],
    ['<script>import "./a.js"</script>', []],
    ['<link rel="stylesheet" href="a.css">', ['style /shop/a.css']],
    ['<link rel="STYLESHEET preload" href="a.css">', ['style /shop/a.css']],
    ['<link rel="modulepreload" href="a.js">', ['script /shop/a.js']],
    ['<link rel="preload" as="font" href="a.woff2">', ['other /shop/a.woff2']],
    ['<link rel="preload" as="script" href="a.js">', ['script /shop/a.js']],
    ['<link rel="preload" as="image" imagesrcset="a.png 1x">', []],
    ['<link rel="icon" href="a.ico"><link rel="prefetch" href="b.js"><a href="c">', []],
    ['<!-- <script src="a.js"></script> -->', []],
    ['<script src="https://cdn.example/a.js"></script><script src="//cdn.example/b.js"></script>', []],
    ['<script src="data:text/javascript,1"></script><script src></script><script src="http://[">', []],
    ['<link rel="preload" as="script" href="a.js"><script src="a.js"></script>', ['script /shop/a.js']],
    ['<base href="/"><base href="/other/"><script src="a.js"></script>', ['script /a.js']],
    ['<script src="a.js"></script><base href="../x/">', ['script /x/a.js']],
    ['<base href="https://cdn.example/"><script src="a.js"></script><script src="/b.js"></script>', []],
    ['<script src=" a.js "></script>', ['script /shop/a.js']],
    ['<script src="a&amp;b.js"></script>', ['script /shop/a&b.js']],
  ])('%s: %j', (html, references) => {
    expect(of(html)).toEqual(references)
  })
})

describe('the files that a text names', () => {
  const release = releaseOf([
    'index.html',
    'about.html',
    'main.js',
    'sw.js',
    'assets/a b.js',
    'assets/style.css',
    'assets/chunk-C_bfozyT.js',
    'assets/font.woff2',
    'img/hill.png',
    'static/js/7.3f2a1b4c.chunk.js',
  ])
  const named = (path: string, text: string, base = ROOT) => namedFiles(text, { path, root: ROOT, base }, release)

  test.each<[string, string, readonly string[]]>([
    ['main.js', 'import("./assets/chunk-C_bfozyT.js")', ['assets/chunk-C_bfozyT.js']],
    [
      'assets/style.css',
      'a{src:url(font.woff2?v=1)}b{src:url("../img/hill.png#x")}',
      ['assets/font.woff2', 'img/hill.png'],
    ],
    ['assets/style.css', 'a{src:url(/img/hill.png)} /* url(font.woff2) */', ['img/hill.png']],
    ['assets/chunk-C_bfozyT.js', 'const a = ["assets/style.css"]', ['assets/style.css']],
    ['assets/chunk-C_bfozyT.js', 'const a = "somewhere/style.css"', ['assets/style.css']],
    [
      'assets/chunk-C_bfozyT.js',
      '`https://shop.example/img/hill.png`; "https://cdn.example/main.js"',
      ['img/hill.png'],
    ],
    ['main.js', 'fetch("assets/a%20b.js"); fetch("/assets/a b.js")', ['assets/a b.js']],
    ['main.js', 'load("static/js/" + 7 + "." + {7:"3f2a1b4c"}[7] + ".chunk.js")', ['static/js/7.3f2a1b4c.chunk.js']],
    ['main.js', '// "img/hill.png"\n go("about.html"), "main.js", "style"', []],
    ['sw.js', 'precache(["img/hill.png"])', []],
    [
      'index.html',
      '<img src="img/hill.png"><script>import("./main.js")</script><a href="about.html">',
      ['img/hill.png', 'main.js'],
    ],
    ['assets/font.woff2', 'img/hill.png', []],
  ])('in %s: %s', (path, text, files) => {
    expect([...named(path, text)].sort()).toEqual([...files].sort())
  })

  test('are found by the base of the entry, too', () => {
    expect(named('main.js', '"hill.png"', `${ROOT}img/`)).toEqual(['img/hill.png'])
  })

  test('with a name that is no address, nothing happens', () => {
    expect(named('main.js', '"http://[/main.js"; "%E0%A4%A/hill.png"')).toEqual([])
  })
})

describe('a sample', () => {
  test.each([
    [10, 3],
    [7, 7],
    [5, 9],
    [1000, 200],
    [201, 200],
    [3, 0],
  ])('of %i by %i has so many, evenly, and begins with the first', (all, count) => {
    const items = Array.from({ length: all }, (_, at) => at)
    const chosen = evenly(items, count)
    expect(chosen).toHaveLength(Math.min(all, count))
    const steps = chosen.slice(1).map((one, at) => one - (chosen[at] ?? 0))
    expect(Math.max(0, ...steps) - Math.min(all, ...steps)).toBeLessThanOrEqual(steps.length === 0 ? 0 : 1)
    expect(chosen[0]).toBe(count === 0 ? undefined : 0)
  })
})

test('of very many chunks, 200 are looked at beside the entry’s own files, the same ones each time', async () => {
  const names = Array.from({ length: 700 }, (_, at) => `chunk-${1000 + at}.js`)
  const files = {
    'index.html': '<script src="main.js"></script>',
    'main.js': names.map((name) => `import("./${name}")`).join(),
    ...Object.fromEntries(names.map((name) => [name, 'chunk'])),
  }
  const [one, other] = [await verify(() => undefined, { files }), await verify(() => undefined, { files })]
  expect(one.verification).toMatchObject({ verdict: 'right', looked: 202, skipped: 500 })
  const chunks = (asked: readonly string[]) => asked.filter((address) => address.includes('chunk-'))
  expect(chunks(one.visitor.asked)).toEqual(chunks(other.visitor.asked))
  expect(one.log.told('info').at(-1)).toMatch(/202 addresses in .*, 500 more files left out$/)
})

test('what is named later on gets the room that is left', async () => {
  const first = Array.from({ length: 150 }, (_, at) => `first-${100 + at}.js`)
  const second = Array.from({ length: 150 }, (_, at) => `second-${100 + at}.js`)
  const imports = (names: readonly string[]): string => names.map((name) => `import("./${name}")`).join()
  const files = {
    'index.html': '<script src="main.js"></script>',
    'main.js': imports(first),
    ...Object.fromEntries([...first, ...second].map((name) => [name, 'chunk'])),
    'first-100.js': imports(second),
  }
  expect((await verify(() => undefined, { files })).verification).toMatchObject({ looked: 202, skipped: 100 })
})

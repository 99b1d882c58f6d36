// What proves a hash and what does not, one small site at a time.

import { createHash } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { type MentioningFile, provenHashes } from '../../../src/site/describe/hashes.ts'
import { read } from './kept-build.ts'

type Texts = Readonly<Record<string, string>>

function proven(texts: Texts, known: Partial<MentioningFile> = {}): readonly string[] {
  const { files, candidates } = read(Object.entries(texts).map(([path, text]) => ({ path, text })))
  const [first, ...rest] = files
  return [...provenHashes(first ? [{ ...first, ...known }, ...rest] : [], candidates)].sort()
}

const vite: Texts = {
  'index.html': '<script type="module" src="/assets/index-Bt307S33.js"></script>',
  'assets/index-Bt307S33.js': '',
}

test('a script in the bundler’s folder that a page loads is proven', () => {
  expect(proven(vite)).toEqual(['assets/index-Bt307S33.js'])
})

const vendor = { 'index.html': '<script src="/js/app.5f3a9c1b.js"></script>', 'js/app.5f3a9c1b.js': '' }

const bundled: Readonly<Record<string, { readonly path: string; readonly by: Texts }>> = {
  'a lazy chunk that a script imports': {
    path: 'assets/Cart-994lMKr4.js',
    by: { 'assets/index-Bt307S33.js': 'import("./Cart-994lMKr4.js")' },
  },
  'a hash with signs inside and at the end': {
    path: 'assets/Products-B5gngA5_.js',
    by: { 'assets/index-Bt307S33.js': 'import("./Products-B5gngA5_.js")' },
  },
  'a hash that begins with a sign': {
    path: '_astro/Counter.-hs3doy_.css',
    by: { 'index.html': '<link rel="stylesheet" href="/_astro/Counter.-hs3doy_.css">' },
  },
  'a hash before the last but one dot': {
    path: 'assets/page.md.d6MZUUtM.lean.js',
    by: { 'index.html': '<script>m=JSON.parse("{\\"page.md\\":\\"d6MZUUtM\\"}")</script>' },
  },
  'a name that is only a hash': { path: '_nuxt/0nhvbDyl.js', by: { 'a.js': 'import(`./0nhvbDyl.js`)' } },
  'a hash without a digit': {
    path: 'main-QTYZMXLC.js',
    by: { 'index.html': '<script src="main-QTYZMXLC.js" type="module"></script>', 'styles.css': '' },
  },
  'a font that an inline style loads': {
    path: 'media/inter-3W7IAKBS.woff2',
    by: { 'index.html': '<style>a{src:url("./media/inter-3W7IAKBS.woff2")}</style>', 'main.js': '', 'styles.css': '' },
  },
  'a background in an attribute': {
    path: '_astro/bg.Ca2DajjE.png',
    by: { 'index.html': '<p style="background:url(/_astro/bg.Ca2DajjE.png)">' },
  },
  'one of several sizes of a picture': {
    path: '_astro/pic.D5pAZEeb_EA1Ao.webp',
    by: { 'index.html': '<img srcset="/_astro/pic.D5pAZEeb_EA1Ao.webp 640w, /x.webp 800w">' },
  },
  'eight digits beside other hashes of eight': {
    path: 'js/lib.35393072.js',
    by: { ...vendor, 'a.js': 'x={1:"35393072"}' },
  },
  'letters alone beside other hashes of eight': {
    path: 'js/products.edcdbacd.js',
    by: { ...vendor, 'a.js': 'x={1:"edcdbacd"}' },
  },
  'two hashes in one name, the last referred to': {
    path: 'assets/js/17896441.ae9af2a8.js',
    by: { 'assets/js/runtime~main.5a489e48.js': 'x={17896441:"ae9af2a8"}' },
  },
  'a picture named by digits in a folder that is React’s alone': {
    path: 'static/media/team.35393072.png',
    by: { 'static/js/main.3580958d.js': 'x="/static/media/team.35393072.png"' },
  },
  'a part of a federation': {
    path: 'assets/Cart-994lMKr4.js',
    by: { 'remoteEntry.json': '{"exposes":[{"outFileName":"assets/Cart-994lMKr4.js"}]}' },
  },
  'thirteen signs of Turbopack': {
    path: '_next/static/chunks/turbopack-2u1d16houkiyo.js',
    by: { 'index.html': '<script src="/_next/static/chunks/turbopack-2u1d16houkiyo.js" async></script>' },
  },
  'a picture of unknown webpack, as long as its scripts': {
    path: 'x/dccaea84c0ea483ee71f.png',
    by: {
      'index.html': '<script src="x/main.2d5fffd42756289d65f6.js"></script>',
      'x/main.2d5fffd42756289d65f6.js': 'a="dccaea84c0ea483ee71f.png"',
    },
  },
  'a page of Gatsby': {
    path: 'component---src-pages-index-js-c923143d31ec8def35d0.js',
    by: { 'webpack-runtime-1ebe3ffe0c23b7b49f50.js': 'x={1:"c923143d31ec8def35d0"}', 'page-data/app-data.json': '' },
  },
  'a picture of Gatsby': {
    path: 'static/team-73c4bb63e3b8171428a4da070da377b4.png',
    by: {
      'index.html': '<img src="/static/team-73c4bb63e3b8171428a4da070da377b4.png">',
      'page-data/app-data.json': '',
    },
  },
  'a chunk of Qwik': {
    path: 'build/q-BxYz1234.js',
    by: { 'index.html': '<script type="module" src="/build/q-BxYz1234.js"></script>', 'q-manifest.json': '' },
  },
  'the build of a language below the root': {
    path: 'de/main-QTYZM3L6.js',
    by: { 'de/index.html': '<script src="main-QTYZM3L6.js" type="module"></script>', 'de/styles-CN4R3KSL.css': '' },
  },
  'an escaped address': { path: '_nuxt/DxE8UlXt.js', by: { 'a.js': 'x="\\u002F_nuxt\\u002FDxE8UlXt.js"' } },
}

test.each(Object.entries(bundled))('%s is proven', (_, { path, by }) => {
  expect(proven({ ...by, [path]: '' })).toContain(path)
})

const typed: readonly string[] = [
  'assets/logo-BRANDING.png',
  'assets/logo-Branding.png',
  'assets/hero-SUMMER24.png',
  'assets/team-iPhone15.jpg',
  'assets/menu-McDonald.jpg',
  'assets/plan-20240131.pdf',
  'assets/plan-31012024.pdf',
  'assets/call-12345678.png',
  'assets/photo-48291734.png',
  'assets/row-a1b2c3d4.js',
  'assets/row-ABCDEFGH.js',
  'assets/food-deadbeef.png',
  'assets/fy-2024Q1v2.pdf',
  'assets/jquery-lightbox.js',
  'assets/jquery-Carousel.js',
  'assets/team-overview.css',
  'assets/icon_portrait.svg',
  'assets/photo-5f3a9c1b.png',
  'assets/photo-K7XQ2ZN4.png',
  'assets/theme-KEYBOARD.css',
  'assets/theme-Syntax24.png',
  'logo-BRANDING.png',
  'script-BRANDING.js',
  'fonts/roboto-Mediumxx.woff2',
]

test.each(typed)('%s from public/ is never proven, although a page and a script name it', (path) => {
  const page = `${vite['index.html']}<img src="/${path}"><link rel="stylesheet" href="/${path}"><script type="module" src="/${path}"></script>`
  expect(proven({ ...vite, 'index.html': page, 'assets/index-Bt307S33.js': `a="/${path}"`, [path]: '' })).not.toContain(
    path,
  )
})

test.each([
  'main-LANDMARK.js',
  'media/photo-PORTRAIT.png',
  'photo-K7XQ2ZN4.png',
  'assets/legacy-a1b2c3d4.js',
  'widget-BRANDNEW.js',
])('%s beside Angular’s own scripts is not proven', (path) => {
  const page = `<script src="main-QTYZM3L6.js" type="module"></script>${path.endsWith('.js') ? `<script src="${path}"></script>` : `<img src="${path}">`}`
  const found = proven({ 'index.html': page, 'main-QTYZM3L6.js': '', 'styles-CN4R3KSL.css': '', [path]: '' })
  expect(found).toEqual(['main-QTYZM3L6.js'])
})

test('a classic script beside modules is somebody else’s, however much its name looks like a hash', () => {
  const page = '<script src="main-QTYZM3L6.js" type="module"></script><script src="sdk-K7XQ2ZN4.js"></script>'
  expect(proven({ 'index.html': page, 'main-QTYZM3L6.js': '', 'styles.css': '', 'sdk-K7XQ2ZN4.js': '' })).toEqual([
    'main-QTYZM3L6.js',
  ])
})

test('without hashing Angular’s main.js is not proven, but its lazy chunks are', () => {
  const site = {
    'index.html': '<script src="main.js" type="module"></script>',
    'main.js': 'import("./chunk-C5clxjwZ.js")',
    'chunk-C5clxjwZ.js': '',
    'styles.css': '',
  }
  expect(proven(site)).toEqual(['chunk-C5clxjwZ.js'])
})

const unproven: Readonly<Record<string, Texts>> = {
  'a comment in a page': { 'index.html': '<!-- assets/Cart-994lMKr4.js -->' },
  'the text of a page': { 'index.html': '<p>assets/Cart-994lMKr4.js</p>' },
  'the words for a picture': { 'index.html': '<img alt="Cart-994lMKr4.js" title="Cart-994lMKr4.js">' },
  'a comment in a script': { 'app.js': '// Cart-994lMKr4.js\n/* Cart-994lMKr4.js */' },
  'a pattern in a script': { 'app.js': 'x = /Cart-994lMKr4.js/' },
  'a comment in a style': { 'app.css': '/* url(Cart-994lMKr4.js) */ a { color: red }' },
  'a comment in an inline script': { 'index.html': '<script>// Cart-994lMKr4.js\n</script>' },
  'an inline script of no code': { 'index.html': '<script type="text/template">"Cart-994lMKr4.js"</script>' },
  'its own source map': { 'assets/Cart-994lMKr4.js': '"Cart-994lMKr4.js"\n//# sourceMappingURL=Cart-994lMKr4.js.map' },
  'a source map': { 'assets/Cart-994lMKr4.js.map': '{"file":"Cart-994lMKr4.js"}' },
  'ngsw.json': { 'ngsw.json': '{"urls":["/assets/Cart-994lMKr4.js"]}' },
  'a manifest of Vite': { '.vite/manifest.json': '{"a":{"file":"assets/Cart-994lMKr4.js"}}' },
  'asset-manifest.json': { 'asset-manifest.json': '{"files":["/assets/Cart-994lMKr4.js"]}' },
  'a service worker': { 'sw.js': 'precache(["assets/Cart-994lMKr4.js"])' },
  'a service worker under its own name': { 'offline.js': 'precacheAndRoute([{url:"assets/Cart-994lMKr4.js"}])' },
  'a sitemap': { 'sitemap.xml': '<loc>/assets/Cart-994lMKr4.js</loc>' },
  'a list of licenses': { '3rdpartylicenses.txt': 'Cart-994lMKr4.js' },
  'a longer name': { 'index.html': '<script type="module" src="/assets/x994lMKr4.js">' },
}

test.each(Object.entries(unproven))('%s proves nothing', (_, texts) => {
  expect(proven({ ...vite, 'assets/Cart-994lMKr4.js': '', ...texts })).not.toContain('assets/Cart-994lMKr4.js')
})

test.each([
  'assets/index-Bt307S33.js.map',
  'sw-994lMKr4.js',
  'assets/page-994lMKr4.html',
  'workbox-9c191d2f.js',
  '_nuxt/builds/meta/6f77b6210b06.json',
])('%s is never proven', (path) => {
  expect(proven({ ...vite, 'a.js': `"${path}"`, [path]: '' })).not.toContain(path)
})

test('a hand-written site proves nothing of its versions and dates', () => {
  const page =
    '<script src="js/jquery-3.7.1.min.js"></script><img src="img/2024-01-31-team.jpg"><link rel="stylesheet" href="css/bootstrap.min.css">'
  expect(
    proven({
      'index.html': page,
      'js/jquery-3.7.1.min.js': '',
      'img/2024-01-31-team.jpg': '',
      'css/bootstrap.min.css': '',
    }),
  ).toEqual([])
})

test('a hash in a picture’s name is not believed where no script has one alike', () => {
  expect(proven({ 'index.html': '<img src="img/team.5f3a9c1b.jpg">', 'img/team.5f3a9c1b.jpg': '' })).toEqual([])
})

test('digits alone in a script’s name are not believed where no other script has a hash', () => {
  expect(proven({ 'index.html': '<script src="/js/lib.35393072.js"></script>', 'js/lib.35393072.js': '' })).toEqual([])
})

test('beside the folder of a framework nothing is believed', () => {
  const page =
    '<script src="/_next/static/chunks/0nhvbDyl.js" async></script><script src="/sdk-5f3a9c1b.js" async></script>'
  const site = { 'index.html': page, '_next/static/chunks/0nhvbDyl.js': '', 'sdk-5f3a9c1b.js': '' }
  expect(proven(site)).toEqual(['_next/static/chunks/0nhvbDyl.js'])
})

test('the start of a picture’s own digest is believed in any folder', () => {
  const sha256 = createHash('sha256').update('picture').digest('hex')
  const path = `img/team.${sha256.slice(0, 12)}.png`
  const site = { [path]: 'picture', 'index.html': `<img src="/${path}">` }
  expect(proven(site)).toEqual([])
  expect(proven(site, { sha256 })).toEqual([path])
})

test('where the bytes were looked at, they decide over a picture that lies where people put theirs', () => {
  const site = (picture: string) => ({ [picture]: '', ...vite, 'assets/index-Bt307S33.js': `x="/${picture}"` })
  const [sure, typed] = ['assets/logo-D5pAZEeb.png', 'assets/logo-BRANDING.png']
  expect(proven(site(sure), { bearsHash: true })).toContain(sure)
  expect(proven(site(sure), { bearsHash: false })).not.toContain(sure)
  expect(proven(site(typed), { bearsHash: true })).toContain(typed)
  expect(proven(site(typed), { bearsHash: false })).not.toContain(typed)
})

test('bytes that bear out no hash we know say nothing against a file in a folder that is the bundler’s alone', () => {
  const picture = '_astro/logo.D5pAZEeb.png'
  const site = { [picture]: '', 'index.html': `<img src="/${picture}">` }
  expect(proven(site, { bearsHash: false })).toEqual([picture])
})

test('a file that only names itself is not proven, and one that two others name is', () => {
  const twin = { '_nuxt/DxE8UlXt.js': '"DxE8UlXt.js"' }
  expect(proven(twin)).toEqual([])
  expect(proven({ '_nuxt/DxE8UlXt.js': 'x="DxE8UlXt.js", y="C4jzGxku.js"', '_nuxt/C4jzGxku.js': '' })).toEqual([
    '_nuxt/C4jzGxku.js',
  ])
  expect(proven({ ...twin, 'a.js': '"DxE8UlXt.js"', 'b.js': '"DxE8UlXt.js"' })).toEqual(['_nuxt/DxE8UlXt.js'])
})

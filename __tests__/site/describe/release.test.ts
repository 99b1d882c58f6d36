// The whole of it: files become assets with key, role and headers; what is odd is told.

import { describe, expect, test } from '@jest/globals'
import { parseHeaderRules } from '../../../src/site/describe/header-rules.ts'
import { describeRelease, withoutTrust } from '../../../src/site/describe/release.ts'
import type { ReadFile } from '../../../src/site/file-model.ts'

function file(path: string, given: Partial<ReadFile> = {}): ReadFile {
  const read = { md5: 'm', sha256: 's', etag: 'e', text: false, mentions: new Set<string>() }
  return { path, location: `/site/${path}`, size: 1, ...read, ...given }
}

function release(paths: readonly string[], headers = '', proven: readonly string[] = [], prefix = 'dist') {
  const { rules } = parseHeaderRules(headers)
  return describeRelease(
    { files: paths.map((path) => file(path)), proven: new Set(proven) },
    { prefix, headers: rules },
  )
}

test('a file becomes an asset below the prefix, and keeps what was read of it', () => {
  const [asset] = release(['main-QTYZM3L6.js'], '', ['main-QTYZM3L6.js']).assets
  expect(asset).toEqual({
    ...file('main-QTYZM3L6.js'),
    key: 'dist/main-QTYZM3L6.js',
    etags: ['e', 'm'],
    role: 'asset',
    hashed: true,
    headers: {
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Type': 'text/javascript; charset=utf-8',
    },
  })
})

test('without a prefix the key is the path', () => {
  expect(release(['a/b.js'], '', [], '').assets[0]?.key).toBe('a/b.js')
})

test('the last rule that matches decides, header by header', () => {
  const headers = '**  Cache-Control: no-store\n**  x-amz-meta-team: web\n*.js  Cache-Control: public, max-age=60'
  const [js, css] = release(['app.js', 'app.css'], headers).assets
  expect(js?.headers).toMatchObject({ 'Cache-Control': 'public, max-age=60', 'x-amz-meta-team': 'web' })
  expect(css?.headers).toMatchObject({ 'Cache-Control': 'no-store', 'Content-Type': 'text/css; charset=utf-8' })
})

test('files with the same headers share them, because they are many', () => {
  const [first, second, other] = release(['a.js', 'b.js', 'c.css'], '*.css  Cache-Control: no-store').assets
  expect(second?.headers).toBe(first?.headers)
  expect(other?.headers).not.toEqual(first?.headers)
})

test('where both ETags are one, it is there once', () => {
  const site = { files: [file('a.js', { etag: 'same', md5: 'same' })], proven: new Set<string>() }
  expect(describeRelease(site, { prefix: '', headers: [] }).assets[0]?.etags).toEqual(['same'])
})

test('a rule that matches no file is told', () => {
  expect(release(['app.js'], '*.js  Cache-Control: no-cache\nimages  Cache-Control: no-cache').notices).toEqual([
    'Input headers, line 2: “images” matches no file. Globs are relative to the folder; **/ stands for any depth.',
  ])
})

test('files of unknown type are told together, unless a rule gives them one or they are text', () => {
  const paths = ['a.xyzzy', 'b.xyzzy', 'c.xyzzy', 'd.xyzzy', 'e.xyzzy', 'f.xyzzy', 'known.two', 'app.js']
  const { notices, assets } = release(paths, '*.two  Content-Type: application/x-two')
  expect(notices).toEqual([
    expect.stringContaining('a.xyzzy, b.xyzzy, c.xyzzy, d.xyzzy, e.xyzzy and 1 more is unknown'),
  ])
  expect(assets.find(({ path }) => path === 'known.two')?.headers['Content-Type']).toBe('application/x-two')
  const text = describeRelease(
    { files: [file('LICENSE', { text: true })], proven: new Set() },
    { prefix: '', headers: [] },
  )
  expect(text.notices).toEqual([])
  expect(text.assets[0]?.headers['Content-Type']).toBe('text/plain; charset=utf-8')
})

test.each([
  ['public, max-age=3600', false],
  ['public, max-age=3601', true],
  ['public, max-age=0, s-maxage=86400', true],
  ['no-cache, max-age=86400', false],
  ['no-store', false],
  ['public, max-age=31536000, immutable', true],
])('a page that may be kept by “%s” is warned about: %s', (value, warned) => {
  const { warnings } = release(['index.html', 'sw.js', 'app.js'], `**  Cache-Control: ${value}`)
  expect(warnings.length).toBe(warned ? 1 : 0)
  if (warned) expect(warnings[0]).toContain('index.html, sw.js may be kept for more than an hour')
})

test.each<[string | undefined, readonly string[]]>([
  ['whole', ['x-2', 'whole']],
  [undefined, ['x-2']],
])('a file has the ETag of its parts, and that of the whole where it is known: %s', (md5, etags) => {
  const site = { files: [file('film.mp4', { etag: 'x-2', md5 })], proven: new Set<string>() }
  expect(describeRelease(site, { prefix: '', headers: [] }).assets[0]?.etags).toEqual(etags)
})

describe('a hashed name that has carried two contents', () => {
  const names = ['main-QTYZM3L6.js', 'chunk-ABCDEFGH.js', 'app.js']
  const trusted = (headers = '') => release(names, headers, names.slice(0, 2)).assets
  const distrust = (keys: readonly string[], headers = '') =>
    withoutTrust(trusted(headers), new Set(keys), parseHeaderRules(headers).rules)

  test('is asked for each time from then on, and no other file is', () => {
    const assets = distrust(['dist/main-QTYZM3L6.js'])
    expect(assets[0]).toMatchObject({ hashed: false, headers: { 'Cache-Control': 'no-cache' } })
    expect(assets.slice(1)).toEqual(trusted().slice(1))
  })

  test('still goes by the rules of the caller', () => {
    const [main] = distrust(['dist/main-QTYZM3L6.js'], '**  Cache-Control: no-store')
    expect(main).toMatchObject({ hashed: false, headers: { 'Cache-Control': 'no-store' } })
  })

  test('that is not trusted anyway is as it was', () => {
    expect(distrust(['dist/app.js'])).toEqual(trusted())
  })
})

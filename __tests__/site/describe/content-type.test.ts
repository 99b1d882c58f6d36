// The type of every kind of file that a web site has.

import { expect, test } from '@jest/globals'
import { contentTypeByBytes, contentTypeOf } from '../../../src/site/describe/content-type.ts'

test.each([
  ['index.html', 'text/html; charset=utf-8'],
  ['INDEX.HTM', 'text/html; charset=utf-8'],
  ['page.xhtml', 'application/xhtml+xml'],
  ['styles.css', 'text/css; charset=utf-8'],
  ['main.js', 'text/javascript; charset=utf-8'],
  ['main.mjs', 'text/javascript; charset=utf-8'],
  ['main.cjs', 'text/javascript; charset=utf-8'],
  ['robots.txt', 'text/plain; charset=utf-8'],
  ['readme.md', 'text/markdown; charset=utf-8'],
  ['table.csv', 'text/csv; charset=utf-8'],
  ['subtitles.vtt', 'text/vtt; charset=utf-8'],
  ['main.js.map', 'application/json'],
  ['ngsw.json', 'application/json'],
  ['manifest.webmanifest', 'application/manifest+json'],
  ['data.geojson', 'application/geo+json'],
  ['sitemap.xml', 'application/xml'],
  ['feed.rss', 'application/rss+xml'],
  ['logo.svg', 'image/svg+xml'],
  ['favicon.ico', 'image/x-icon'],
  ['photo.png', 'image/png'],
  ['photo.jpg', 'image/jpeg'],
  ['photo.avif', 'image/avif'],
  ['photo.webp', 'image/webp'],
  ['photo.jxl', 'image/jxl'],
  ['inter.woff2', 'font/woff2'],
  ['inter.woff', 'font/woff'],
  ['inter.ttf', 'font/ttf'],
  ['inter.otf', 'font/otf'],
  ['inter.eot', 'application/vnd.ms-fontobject'],
  ['module.wasm', 'application/wasm'],
  ['film.mp4', 'video/mp4'],
  ['film.webm', 'video/webm'],
  ['film.m3u8', 'application/vnd.apple.mpegurl'],
  ['song.mp3', 'audio/mpeg'],
  ['paper.pdf', 'application/pdf'],
  ['letter.rtf', 'application/rtf'],
  ['all.zip', 'application/zip'],
  ['model.glb', 'model/gltf-binary'],
  ['.well-known/apple-app-site-association', 'application/json'],
  ['apple-app-site-association', 'application/json'],
  ['.well-known/assetlinks.json', 'application/json'],
  ['app.html.js', 'text/javascript; charset=utf-8'],
])('%s is %s', (path, type) => {
  expect(contentTypeOf(path)).toBe(type)
})

test.each([
  'LICENSE',
  'CNAME',
  'js',
  'html',
  'folder/css',
  '.nojekyll',
  '.htaccess',
  '.js',
  'name.',
  'x.unknownext',
  'a.d/file',
  'segment.ts',
  'example.com',
])('the name %s does not tell', (path) => expect(contentTypeOf(path)).toBeUndefined())

test('what the name does not tell, the bytes do', () => {
  expect(contentTypeByBytes('LICENSE', true)).toBe('text/plain; charset=utf-8')
  expect(contentTypeByBytes('LICENSE', false)).toBe('application/octet-stream')
})

test('a .ts file is TypeScript where it is text, else a piece of video', () => {
  expect(contentTypeByBytes('main.ts', true)).toBe('text/plain; charset=utf-8')
  expect(contentTypeByBytes('film/1.ts', false)).toBe('video/mp2t')
})

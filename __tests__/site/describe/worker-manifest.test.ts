// Angular's ngsw.json and the files that it promises.

import { describe, expect, test } from '@jest/globals'
import { mismatchOf, workerManifest } from '../../../src/site/describe/worker-manifest.ts'

const manifest = (hashTable: Readonly<Record<string, unknown>>, index = '/index.html', path = 'ngsw.json') =>
  workerManifest(path, JSON.stringify({ index, hashTable }), (one) => one === '50%25.js')

describe('the files of a hash table, by their paths in the folder', () => {
  test.each<[string, index: string, manifest: string, address: string, path: string]>([
    ['at the root', '/index.html', 'ngsw.json', '/main.js', 'main.js'],
    ['in a folder', '/index.html', 'ngsw.json', '/media/logo.svg', 'media/logo.svg'],
    ['below a base href', '/shop/index.html', 'ngsw.json', '/shop/main.js', 'main.js'],
    ['below a relative base href', './index.html', 'ngsw.json', './main.js', 'main.js'],
    ['of a language', '/de/index.html', 'de/ngsw.json', '/de/main.js', 'de/main.js'],
    [
      'with a base href on another host',
      'https://cdn.example/x/index.html',
      'ngsw.json',
      'https://cdn.example/x/a.js',
      'a.js',
    ],
    ['of a build that renders on the server', '/index.csr.html', 'ngsw.json', '/main.js', 'main.js'],
    ['encoded in the table', '/index.html', 'ngsw.json', '/a%20b.js', 'a b.js'],
    ['with a percent sign', '/index.html', 'ngsw.json', '/100%.js', '100%.js'],
    ['with what looks encoded in its name', '/index.html', 'ngsw.json', '/50%25.js', '50%25.js'],
  ])('%s', (_, index, path, address, expected) => {
    expect([...manifest({ [address]: 'AA' }, index, path).hashes]).toEqual([[expected, 'aa']])
  })

  test('none for what lies outside of the base href', () => {
    expect([...manifest({ '/elsewhere/main.js': 'aa' }, '/shop/index.html').hashes]).toEqual([])
  })

  test.each(['{}', '[]', 'null', '{"hashTable":null}', '{"hashTable":{"/a.js":7}}'])('none in %s', (text) => {
    expect([...workerManifest('ngsw.json', text, () => true).hashes]).toEqual([])
  })
})

test('a manifest that is no JSON is refused', () => {
  expect(() => workerManifest('de/ngsw.json', '<html>', () => true)).toThrow(
    'Could not deploy de/ngsw.json: it is not valid JSON. Build again; the service worker could not read it either.',
  )
})

describe('a build', () => {
  const table = manifest({ '/main.js': 'aa', '/logo.svg': 'bb' })
  const files = (given: Readonly<Record<string, string>>) =>
    new Map(Object.entries(given).map(([path, sha1]) => [path, { sha1 }]))

  test('that has the promised bytes is fine, whatever else it has', () => {
    expect(mismatchOf(table, files({ 'main.js': 'aa', 'logo.svg': 'bb', 'more.js': 'cc' }))).toBeUndefined()
  })

  test('with a file that was changed is refused, and the file is named', () => {
    expect(mismatchOf(table, files({ 'main.js': 'aa', 'logo.svg': 'other' }))?.message).toBe(
      'Could not deploy ngsw.json: 1 file of its hash table does not match the build. Changed after the build: logo.svg. ' +
        'Change files before `ng build`. With such a table browsers that have the service worker get no update.',
    )
  })

  test('without a file that is promised is refused, and told apart from changed ones', () => {
    expect(mismatchOf(table, files({ 'main.js': 'other' }))?.message).toBe(
      'Could not deploy ngsw.json: 2 files of its hash table do not match the build. Changed after the build: main.js. ' +
        'Change files before `ng build`. Not deployed: logo.svg. Does `exclude` or `purge` leave them out? ' +
        'With such a table browsers that have the service worker get no update.',
    )
  })
})

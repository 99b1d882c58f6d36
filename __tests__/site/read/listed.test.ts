// What the names in a list of the state stand for, in whichever order they come.

import { expect, test } from '@jest/globals'
import { keptIn, prefixesIn, sequencesIn } from '../../../src/site/read/listed.ts'
import { sha256 } from '../support/records.ts'

const listed = (...names: readonly string[]) => names.map((name) => ({ name, size: 4, etag: `of ${name}` }))

test('sequences are those of releases that have a record, the oldest first', () => {
  const names = ['releases/100000000.json', 'releases/00000010.json', 'releases/00000009.json']
  const others = ['releases/9.json', 'releases/00000011.txt', 'app/releases/00000012.json', 'current.json']
  expect(sequencesIn(listed(...names, ...others))).toEqual([9, 10, 100_000_000])
})

test('kept content is known by its hash', () => {
  const hash = sha256('1')
  const found = keptIn(listed(`kept/${hash}`, 'kept/notes.txt', `app/kept/${hash}`, `kept/${hash.toUpperCase()}`))
  expect(found).toEqual(new Map([[hash, { etag: `of kept/${hash}`, size: 4 }]]))
})

test('prefixes inside are told once each, whatever lies there', () => {
  const names = [
    'app/lease.json',
    'app/current.json',
    'app/de/current.json',
    'app/kept/x',
    'current.json',
    'lease.json',
  ]
  expect(prefixesIn(listed(...names), 'dist')).toEqual(['dist/app', 'dist/app/de'])
})

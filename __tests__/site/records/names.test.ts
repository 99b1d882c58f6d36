// The names of the objects beside a site.

import { describe, expect, test } from '@jest/globals'
import { hashOfKept, keptName, releaseName, sequenceOf, statePlace } from '../../../src/site/records/names.ts'

test.each([
  ['dist', '.colt-deploy/dist/'],
  ['sites/shop', '.colt-deploy/sites/shop/'],
  ['', '.colt-deploy/-/'],
])('the state of “%s” lies in %s', (prefix, place) => {
  expect(statePlace(prefix)).toBe(place)
})

describe('the record of a release', () => {
  test.each([
    [0, 'releases/00000000.json'],
    [7, 'releases/00000007.json'],
    [99_999_999, 'releases/99999999.json'],
    [100_000_000, 'releases/100000000.json'],
    [Number.MAX_SAFE_INTEGER, 'releases/9007199254740991.json'],
  ])('%d is called %s, and found again by it', (sequence, name) => {
    expect(releaseName(sequence)).toBe(name)
    expect(sequenceOf(name)).toBe(sequence)
  })

  test.each([
    'current.json',
    'releases/0000007.json',
    'releases/000000007.json',
    'releases/00000007.json.bak',
    'releases/00000007.json\n',
    'releases/00000007',
    'releases/0000000x.json',
    'releases/.json',
    'releases/-0000007.json',
    'releases/1e7.json',
    'releases/0x000007.json',
    'releases/9007199254740992.json',
    'releases/9007199254740993.json',
    'releases/99999999999999999999999.json',
    'releases/releases/00000007.json',
    'admin/releases/00000007.json',
    '/releases/00000007.json',
  ])('%j is the name of none', (name) => {
    expect(sequenceOf(name)).toBeUndefined()
  })
})

describe('kept content', () => {
  const sha256 = '0123456789abcdef'.repeat(4)

  test('is found again by its name', () => {
    expect(keptName(sha256)).toBe(`kept/${sha256}`)
    expect(hashOfKept(keptName(sha256))).toBe(sha256)
  })

  test.each([
    'kept/',
    'kept/current.json',
    `kept/${sha256.toUpperCase()}`,
    `kept/${sha256}0`,
    `kept/${sha256}\n`,
    `kept/${sha256}/current.json`,
    `admin/kept/${sha256}`,
    `xkept/${sha256}`,
    sha256,
  ])('%j is the name of none', (name) => {
    expect(hashOfKept(name)).toBeUndefined()
  })
})

// Chance and people, told apart: the hashes of real builds pass, and so do nearly all that chance can make.

import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { looksTyped } from '../../../src/site/describe/look-alike.ts'
import { readsAsWord } from '../../../src/site/describe/words.ts'

test.each([
  'B5gngA5_',
  '994lMKr4',
  'HW_Qc76P',
  '-hs3doy_',
  'BOoooDen',
  '6JLMM7WW',
  'IAKBS3W7',
  '5f3a9c1b',
  '35393072',
  'edcdbacd',
  '2u1d16houkiyo',
])('%s, from a real build, is no look-alike in the bundler’s own folder', (hash) =>
  expect(looksTyped(hash, 'little')).toBe(false),
)

test.each([
  'Overview',
  'overview',
  'DOCUMENT',
  'BRANDING',
  'LANDMARK',
  '20240131',
  '31012024',
  '12345678',
  'a1b2c3d4',
  'ABCDEFGH',
  'aaaaaaaa',
  'deadbeef',
])('%s is one even there', (word) => expect(looksTyped(word, 'little')).toBe(true))

test.each([
  'SUMMER24',
  'BANNER22',
  'iPhone15',
  'McDonald',
  'BlueCars',
  'q3report',
  'v2slides',
  'lightbox',
  '48291734',
  'facadeee',
  'fcbdfcbd',
  'xk4qzvbn',
  'HDXXvvvv',
])('%s is one where people put pictures', (word) => expect(looksTyped(word, 'much')).toBe(true))

test.each(['xkqzvbnj', 'XKQZVBNJ1', 'qzvbnxk2'])('%s is one for a script where people put scripts', (word) => {
  expect(looksTyped(word, 'some')).toBe(true)
})

test('more doubt never believes more', () => {
  const hash = fc.string({
    minLength: 8,
    maxLength: 8,
    unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_'),
  })
  fc.assert(fc.property(hash, (drawn) => looksTyped(drawn, 'much') || !looksTyped(drawn, 'some')))
})

const signs = {
  base64url: ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', 8],
  base32: ['ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 8],
  'eight hexadecimal digits': ['0123456789abcdef', 8],
  'sixteen hexadecimal digits': ['0123456789abcdef', 16],
  base36: ['abcdefghijklmnopqrstuvwxyz0123456789', 13],
} as const

test.each(Object.entries(signs))(
  'of ten thousand hashes in %s, at most two in a hundred are doubted in the bundler’s folder',
  (_, [alphabet, length]) => {
    const drawn = fc.sample(fc.string({ minLength: length, maxLength: length, unit: fc.constantFrom(...alphabet) }), {
      numRuns: 10_000,
      seed: 7,
    })
    expect(drawn.filter((hash) => looksTyped(hash, 'little')).length).toBeLessThan(200)
  },
)

test.each(['branding', 'portrait', 'summer', 'products', 'original', 'template'])('“%s” reads as a word', (word) => {
  expect(readsAsWord(word)).toBe(true)
})

test.each(['xkqzvbnj', 'bcdfghkl', 'qwzxkjhg'])('“%s” does not', (letters) => {
  expect(readsAsWord(letters, 1)).toBe(false)
})

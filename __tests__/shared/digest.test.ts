// A digest of pieces is the digest of all of them together.

import { createHash } from 'node:crypto'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { digestOf } from '../../src/shared/records/digest.ts'

/** Longer and shorter than what is hashed at once. */
const pieces = fc.array(
  fc
    .tuple(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 20_000 }))
    .map(([text, times]) => text.repeat(times)),
  { maxLength: 8 },
)

test('however a text is cut', () => {
  fc.assert(
    fc.property(pieces, (texts) => {
      expect(digestOf(texts)).toBe(createHash('sha256').update(texts.join('')).digest('hex'))
    }),
  )
})

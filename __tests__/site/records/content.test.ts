// The digest of what a release holds: the same for the same content, another one for any other.

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { contentDigest } from '../../../src/site/records/content.ts'
import { byBytes } from '../../../src/site/records/order.ts'
import { odd } from './arbitrary.ts'
import { hash } from './records.ts'

const file = { key: 'dist/a', sha256: hash('a'), etag: 'e', headers: { A: '1', B: '2' } }
const other = { ...file, key: 'dist/b' }
const unread = { ...file, sha256: undefined }

test.each([
  ['the order of the files', [other, file], [file, other]],
  ['the order of the headers', [{ ...file, headers: { B: '2', A: '1' } }], [file]],
  ['the ETag of bytes whose hash is known', [{ ...file, etag: 'other' }], [file]],
])('%s does not count', (_, files, same) => {
  expect(contentDigest(files)).toBe(contentDigest(same))
})

test.each([
  ['another key', [{ ...file, key: 'dist/c' }], [file]],
  ['other bytes', [{ ...file, sha256: hash('b') }], [file]],
  ['another ETag where there is no hash', [{ ...unread, etag: 'other' }], [unread]],
  ['an ETag that reads like a hash', [{ ...unread, etag: hash('a') }], [file]],
  ['another value of a header', [{ ...file, headers: { A: '1', B: '3' } }], [file]],
  ['a header less', [{ ...file, headers: { A: '1' } }], [file]],
  ['no headers instead of unknown ones', [{ ...file, headers: {} }], [{ ...file, headers: undefined }]],
  ['name and value split elsewhere', [{ ...file, headers: { AB: '1' } }], [{ ...file, headers: { A: 'B1' } }]],
  ['a file less', [file], [file, other]],
  [
    'two files whose hashes are exchanged',
    [{ ...file, sha256: hash('b') }, other],
    [file, { ...other, sha256: hash('b') }],
  ],
])('%s counts', (_, files, others) => {
  expect(contentDigest(files)).not.toBe(contentDigest(others))
})

test('is a SHA-256 that stays what it is', () => {
  expect(contentDigest([])).toBe(hash(''))
  expect(contentDigest([file])).toBe(hash(`["dist/a",{"sha256":"${hash('a')}"},[["A","1"],["B","2"]]]\n`))
})

describe('keys', () => {
  test('are in the order of their UTF-8 bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(Math.sign(byBytes(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))))
      }),
    )
    expect(byBytes('\uffee', '🦜')).toBeLessThan(0)
  })

  test('that differ in anything make for another digest', () => {
    fc.assert(
      fc.property(fc.uniqueArray(odd, { minLength: 2, maxLength: 2 }), ([one = '', two = '']) => {
        expect(contentDigest([{ ...file, key: one }])).not.toBe(contentDigest([{ ...file, key: two }]))
      }),
    )
  })
})

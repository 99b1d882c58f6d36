// How large records become.

import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import { refuseToWrite } from '../../../src/shared/records/refusal.ts'
import type { CurrentRecord, RecordedFile } from '../../../src/site/record-model.ts'
import { contentDigest } from '../../../src/site/records/content.ts'
import { readCurrent, writeCurrent } from '../../../src/site/records/current.ts'
import { pack, unpack } from '../../../src/site/records/packing.ts'
import { current, documentIn, failureOf, hash, site, where } from './records.ts'

const md5 = (text: string) => createHash('md5').update(text).digest('hex')
const sets = ['javascript', 'css', 'html', 'plain'].map((type) => ({
  'Cache-Control': 'public, max-age=31536000, immutable',
  'Content-Type': `text/${type}; charset=utf-8`,
}))

/** A file as bundlers name it: nothing in name, hash or ETag can be guessed. */
function file(index: number): RecordedFile {
  const name = createHash('sha256').update(String(index)).digest('base64url').slice(0, 8)
  return {
    key: `dist/assets/js/page-${index % 100}/component-${name}.js`,
    role: 'asset',
    size: (index * 7919) % 250_000,
    sha256: hash(`${index}`),
    etag: md5(`${index}`),
    headers: sets[index % sets.length],
    hashed: true,
    mayHaveSettings: false,
  }
}

const byKey = (a: RecordedFile, b: RecordedFile) => (a.key < b.key ? -1 : 1)
const many = Array.from({ length: 120_000 }, (_, index) => file(index))

const large: CurrentRecord = {
  ...current,
  live: { ...current.live, files: many.slice(0, 100_000).sort(byKey) },
  ledger: many
    .slice(100_000)
    .sort(byKey)
    .map((one) => ({ file: one, release: 7, ended: current.asOf, condemned: false })),
}

describe('100,000 files and 20,000 that are retained', () => {
  const body = writeCurrent(large)

  test('are sealed with the digest of all else as JSON without white space', () => {
    const { sha256, ...others } = documentIn(body)
    expect(sha256).toBe(createHash('sha256').update(JSON.stringify(others)).digest('hex'))
  })

  test(`are a record of ${(body.length / 1e6).toFixed(1)} MB, under 10 MB`, () => {
    expect(body.length).toBeLessThan(10_000_000)
    expect(documentIn(body).headers).toHaveLength(sets.length)
  })

  test('come back as they were', () => {
    expect(isDeepStrictEqual(readCurrent(body, where, site), large)).toBe(true)
  })

  test('have the same digest in any order', () => {
    expect(contentDigest(large.live.files.toReversed())).toBe(contentDigest(large.live.files))
  })

  test('are packed without a time, and the same way again', () => {
    expect([...body.subarray(0, 8)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])
    expect(writeCurrent(large).equals(body)).toBe(true)
  })
})

describe('a record is packed', () => {
  const refuse = refuseToWrite('it')

  test.each([
    [256 * 1024, 0x78],
    [256 * 1024 + 1, 0x1f],
  ])('only where it is large: %d bytes', (length, first) => {
    const body = pack('x'.repeat(length), refuse)
    expect(body[0]).toBe(first)
    expect(unpack(body, refuse)).toHaveLength(length)
  })

  test('never where it could not be unpacked', () => {
    expect(failureOf(() => pack('x'.repeat(256 * 1024 * 1024 + 1), refuse)).why).toBe('it is larger than 256 MiB')
  })
})

// Bytes of any kind: a record, or a Failure, and never anything else.

import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readCurrent, writeCurrent } from '../../../src/site/records/current.ts'
import { byBytes } from '../../../src/site/records/order.ts'
import { readRelease, writeRelease } from '../../../src/site/records/release.ts'
import { currentRecords } from './arbitrary.ts'
import {
  changed,
  current,
  type Document,
  documentIn,
  failureIn,
  failureOf,
  placesIn,
  sealed,
  site,
  where,
} from './records.ts'

const read = (body: Buffer) => readCurrent(body, where, site)
const anyBytes = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes))

describe('never anything but a Failure comes of', () => {
  test('random bytes', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        for (const body of [bytes, gzipSync(bytes), Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0]), bytes])]) {
          failureOf(() => read(body))
          failureOf(() => readRelease(body, where, site, 1))
        }
      }),
    )
  })

  test('random JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.object({ withNullPrototype: false }), (text, object) => {
        failureOf(() => read(Buffer.from(text)))
        failureOf(() => read(sealed(JSON.parse(JSON.stringify({ ...object, format: 1 })) as Document)))
      }),
    )
  })

  test.each([
    ['nothing', ''],
    ['white space', ' \n'],
    ['null', 'null'],
    ['a number', '7'],
    ['a text', '"{}"'],
    ['a list', '[]'],
    ['an object', '{}'],
    ['half of it', String(writeCurrent(current)).slice(0, -20)],
    ['a prototype', '{"__proto__":{"format":1,"sha256":""}}'],
    ['names that objects have', '{"constructor":1,"toString":2,"format":1}'],
    ['deep lists', `{"format":1,"a":${'['.repeat(200_000)}${']'.repeat(200_000)},"sha256":"${'0'.repeat(64)}"}`],
    ['deep objects', `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`],
    ['lists without an end', '['.repeat(200_000)],
  ])('%s', (_, text) => {
    for (const body of [Buffer.from(text), gzipSync(text)]) {
      expect(failureOf(() => read(body)).what).toBe(`Could not read ${where}`)
    }
  })

  test.each([
    ['that is not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'it is not text in UTF-8'],
    ['cut off', gzipSync(writeCurrent(current)).subarray(0, -9), 'it cannot be unpacked, or holds more than 256 MiB'],
    ['of two bytes', Buffer.from([0x1f, 0x8b]), 'it cannot be unpacked, or holds more than 256 MiB'],
    ['that only begins like gzip', Buffer.from([0x1f, 0x20]), 'it is not JSON'],
    ['empty', gzipSync(''), 'it is not JSON'],
    ['that is a list', Buffer.from('[]'), 'it is not a JSON object'],
  ])('a body %s', (_, body, why) => {
    expect(failureOf(() => read(body)).why).toBe(why)
  })

  test('a little that unpacks to very much', () => {
    const bomb = gzipSync(Buffer.alloc(257 * 1024 * 1024), { level: 1 })
    expect(failureOf(() => read(bomb)).why).toBe('it cannot be unpacked, or holds more than 256 MiB')
  })

  test('very much that is not packed', () => {
    expect(failureOf(() => read(Buffer.alloc(257 * 1024 * 1024, ' '))).why).toBe('it is larger than 256 MiB')
  })
})

test('a prototype in a record changes nothing', () => {
  const body = sealed(
    changed(documentIn(writeCurrent(current)), ['files', 2, '__proto__'], { sha256: 'x' }) as Document,
  )
  expect(read(body)).toStrictEqual(current)
  expect({}).not.toHaveProperty('sha256')
})

test('damaged bytes are refused, or did not matter', () => {
  const bodies = [writeCurrent(current), gzipSync(writeCurrent(current))] as const
  fc.assert(
    fc.property(fc.constantFrom(...bodies), fc.nat(), fc.integer({ min: 1, max: 255 }), (body, at, bits) => {
      const damaged = Buffer.from(body)
      damaged[at % body.length] = (damaged[at % body.length] ?? 0) ^ bits
      if (failureIn(() => read(damaged)) === undefined) expect(read(damaged)).toStrictEqual(current)
    }),
    { numRuns: 3000 },
  )
})

test('whatever is changed, what is still read can be written and read again', () => {
  const edits = fc.array(fc.tuple(fc.nat(), fc.option(fc.jsonValue(), { nil: undefined })), {
    minLength: 1,
    maxLength: 3,
  })
  fc.assert(
    fc.property(currentRecords, edits, (record, list) => {
      const edited = list.reduce(
        (document, [index, value]) => {
          const places = placesIn(document)
          return changed(document, places[index % places.length]?.[0] ?? ['more'], value) as Document
        },
        documentIn(writeCurrent(record)),
      )
      const body = sealed(edited)
      if (failureIn(() => readCurrent(body, where, record.live)) !== undefined) return
      const again = readCurrent(body, where, record.live)
      expect(readCurrent(writeCurrent(again), where, again.live)).toEqual({
        ...again,
        rehashed: again.rehashed.toSorted(byBytes),
      })
      expect(readRelease(writeRelease(again.live), where, again.live, again.live.sequence)).toEqual(again.live)
    }),
    { numRuns: 500 },
  )
})

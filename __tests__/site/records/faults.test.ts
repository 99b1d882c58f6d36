// Whatever is wrong with a record, it is refused, and the message says where.

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readCurrent, writeCurrent } from '../../../src/site/records/current.ts'
import { currentRecords } from './arbitrary.ts'
import {
  changed,
  current,
  type Document,
  documentIn,
  failureOf,
  hash,
  named,
  type Place,
  placesIn,
  sealed,
  site,
  where,
} from './records.ts'

const document = documentIn(writeCurrent(current))
const read = (body: Buffer) => readCurrent(body, where, site)
const whyNot = (place: Place, value: unknown) =>
  failureOf(() => read(sealed(changed(document, place, value) as Document))).why

const hint =
  'Put back the version of it that was there before (bucket versioning keeps them), or delete the object: ' +
  'then the next deploy adopts the site as it is, and releases before it can no longer be returned to.'

test('the message says what, why, and how to go on', () => {
  const body = sealed(changed(document, ['files', 0, 'sha256'], 'abc') as Document)
  expect(failureOf(() => read(body)).message).toBe(`Could not read ${where}: files[0].sha256 is not a SHA-256. ${hint}`)
})

describe('the digest refuses', () => {
  const refusal = `Could not read ${where}: it was changed by hand, or damaged. ${hint}`

  test.each(placesIn(document).filter(([place]) => !['format', 'sha256'].includes(named(place))))(
    'another value at %j',
    (place, value) => {
      const other = typeof value === 'number' ? value + 1 : typeof value === 'string' ? `${value}x` : !value
      const body = Buffer.from(JSON.stringify(changed(document, place, other)))
      expect(failureOf(() => read(body)).message).toBe(refusal)
    },
  )

  test('any single change in any record', () => {
    const edit = fc.tuple(currentRecords, fc.nat(), fc.option(fc.jsonValue(), { nil: undefined }))
    fc.assert(
      fc.property(edit, ([record, index, value]) => {
        const before = documentIn(writeCurrent(record))
        const places = placesIn(before)
        const [place] = places[index % places.length] ?? [[]]
        const after = changed(before, place, value)
        fc.pre(JSON.stringify(after) !== JSON.stringify(before))
        failureOf(() => readCurrent(Buffer.from(JSON.stringify(after)), where, record.live))
      }),
      { numRuns: 300 },
    )
  })

  test('a field more', () => {
    expect(failureOf(() => read(Buffer.from(JSON.stringify({ ...document, more: 1 })))).message).toBe(refusal)
  })

  test('another digest', () => {
    const body = Buffer.from(JSON.stringify({ ...document, sha256: hash('other') }))
    expect(failureOf(() => read(body)).message).toBe(refusal)
  })

  test('none', () => {
    const { sha256: _, ...rest } = document
    expect(failureOf(() => read(Buffer.from(JSON.stringify(rest)))).why).toBe('sha256 is missing')
  })
})

/** What may be missing; see the test of what is live. */
const optional =
  /(?:^restores|^hold|\.role|files\[\d\]\.sha256|ledger\[\d\]\.sha256|\.headers|\.hashed|\.settings|\.condemned|\.left|\.missing|history\[\d\]\.restores|^headers\[\d\]\.[\w-]+)$/

describe('with a digest that fits', () => {
  const places = placesIn(document).filter(([place]) => named(place) !== 'sha256')
  const fields = places.filter(([place]) => typeof place.at(-1) === 'string' && !optional.test(named(place)))

  test.each(fields)('%j may not be missing', (place) => {
    expect(whyNot(place, undefined)).toBe(`${named(place)} is missing`)
  })

  test.each(places)('%j may not be of another type', (place, value) => {
    const kind = Array.isArray(value) ? 'list' : typeof value
    const others = [null, 'x', '1', 1.5, -1, 2 ** 53, 1e300, true, [], {}]
    const wrong = others.filter((other) => (Array.isArray(other) ? 'list' : typeof other) !== kind || kind === 'number')
    for (const other of wrong) expect(whyNot(place, other)).toContain(`${named(place)} is `)
    // null has the type of an object.
    expect(whyNot(place, null)).toContain(`${named(place)} is `)
  })

  test.each<readonly [Place, unknown, string]>([
    [['format'], 0, 'format is not 1'],
    [['sequence'], 7, 'history[1].sequence does not come before 7, the live release'],
    [['sequence'], 3, 'history[0].sequence does not come before 3, the live release'],
    [['history', 1, 'sequence'], 6, 'history[1].sequence does not come after 6'],
    [['history', 1, 'sequence'], 5, 'history[1].sequence does not come after 6'],
    [['history', 0, 'sequence'], 9, 'history[0].sequence does not come before 9, the live release'],
    [['history', 0, 'content'], 'x', 'history[0].content is not a SHA-256'],
    [['history', 0, 'missing', 1], 7, 'history[0].missing[1] is not a text'],
    [['begun', 1, 'sequence'], 8, 'begun[1].sequence is there twice, or was live'],
    [['begun', 1, 'sequence'], 9, 'begun[1].sequence is there twice, or was live'],
    [['begun', 1, 'sequence'], 6, 'begun[1].sequence is there twice, or was live'],
    [['rehashed', 1], 7, 'rehashed[1] is not a text'],
    [['content'], hash('content').toUpperCase(), 'content is not a SHA-256'],
    [['content'], `0${hash('content')}`, 'content is not a SHA-256'],
    [['content'], `${hash('content')}\n`, 'content is not a SHA-256'],
    [['headers', 0, 'Cache-Control'], 7, 'headers[0].Cache-Control is not a text'],
    ...['', 'a b', 'Ä', 'a:', '"', '\\', 'a\n'].map(
      (name) => [['headers', 0, name], 'x', `headers[0].${name} is not the name of a header`] as const,
    ),
    [['files', 0, 'role'], 'script', 'files[0].role is not one of asset, page, entry, worker-manifest'],
    [['files', 0, 'sha256'], hash('app').slice(1), 'files[0].sha256 is not a SHA-256'],
    [['files', 0, 'size'], -1, 'files[0].size is not a whole number'],
    [['files', 0, 'size'], 2 ** 53, 'files[0].size is not a whole number'],
    [['files', 0, 'size'], '1', 'files[0].size is not a whole number'],
    [['files', 0, 'etag'], '', 'files[0].etag is not an ETag without quotes'],
    [['files', 0, 'etag'], '"e1"', 'files[0].etag is not an ETag without quotes'],
    [['files', 0, 'headers'], 2, 'files[0].headers points to none of the sets of headers'],
    [['files', 0, 'headers'], -1, 'files[0].headers is not a whole number'],
    [['headers'], [], 'files[0].headers points to none of the sets of headers'],
    [['files', 0, 'hashed'], 'true', 'files[0].hashed is neither true nor false'],
    [['files', 0, 'key'], '', 'files[0].key is empty'],
    [['files', 0, 'key'], 'a.js', 'files[0].key does not begin with dist/'],
    [['files', 0, 'key'], 'dist', 'files[0].key does not begin with dist/'],
    [['files', 0, 'key'], 'dist-old/a.js', 'files[0].key does not begin with dist/'],
    [['files', 0, 'key'], 'Dist/a.js', 'files[0].key does not begin with dist/'],
    [['files', 0, 'key'], '/dist/a.js', 'files[0].key does not begin with dist/'],
    [['files', 0, 'key'], 'dist/', 'files[0].key ends in a slash'],
    [['files', 0, 'key'], 'dist/app/', 'files[0].key ends in a slash'],
    [['files', 1, 'key'], 'dist/app-6JLMM7WW.js', 'files[1].key is there twice'],
    [['files', 1, 'key'], 'dist/a', 'files[1].key is out of order'],
    [['ledger', 0, 'key'], 'dist/old.pdf', 'ledger[0].key is in files too'],
    [['ledger', 0, 'key'], 'dist/z.txt', 'ledger[1].key is there twice'],
    [['ledger', 0, 'key'], 'dist/zz', 'ledger[1].key is out of order'],
    [['ledger', 0, 'key'], 'a.js', 'ledger[0].key does not begin with dist/'],
    [['ledger', 0, 'sha256'], 'x', 'ledger[0].sha256 is not a SHA-256'],
    [['ledger', 0, 'etag'], '"', 'ledger[0].etag is not an ETag without quotes'],
    [['ledger', 0, 'headers'], 9, 'ledger[0].headers points to none of the sets of headers'],
    [['kept', 1, 'sha256'], '0'.repeat(64), 'kept[1].sha256 is there twice'],
    [['kept', 0, 'sha256'], 'f'.repeat(64), 'kept[1].sha256 is out of order'],
    [['kept', 0, 'sha256'], '0', 'kept[0].sha256 is not a SHA-256'],
    [['kept', 0, 'key'], 'a.js', 'kept[0].key does not begin with dist/'],
    [['kept', 0, 'etag'], '', 'kept[0].etag is not an ETag without quotes'],
    [['kept', 0, 'key'], 'dist/', 'kept[0].key ends in a slash'],
    [['kept', 0, 'was'], '"w"', 'kept[0].was is not an ETag without quotes'],
  ])('%j may not be %j', (place, value, why) => {
    expect(whyNot(place, value)).toBe(why)
  })

  const times: readonly Place[] = [
    ['time'],
    ['asOf'],
    ['hold', 'time'],
    ['history', 0, 'time'],
    ['history', 0, 'ended'],
    ['ledger', 0, 'ended'],
    ['kept', 0, 'ended'],
    ['begun', 0, 'ended'],
  ]

  test.each(times.map((place) => [named(place), place] as const))(
    '%s may be no other time than one in ISO 8601 UTC',
    (name, place) => {
      const wrong = [
        ...['', 'today', '2026', '2026-03-01', '2026-03-01T10:00', '2026-03-01T10:00:00', '2026-03-01T10:00:00+01:00'],
        ...['2026-02-30T10:00:00Z', '2026-13-01T10:00:00Z', '2026-03-01T24:00:00Z', '2026-03-01T10:00:60Z'],
        ...['2026-03-01 10:00:00Z', '2026-03-01t10:00:00z', '2026-03-01T10:00:00.0000Z', '2026-03-01T10:00:00Z\n'],
        ...['Sun, 01 Mar 2026 10:00:00 GMT', '+002026-03-01T10:00:00Z'],
      ]
      for (const text of wrong) {
        expect(whyNot(place, text)).toBe(`${name} is not a time in ISO 8601 UTC, such as 2026-01-31T12:00:00.000Z`)
      }
      for (const text of ['2026-03-01T10:00:00Z', '2024-02-29T23:59:59.9Z']) {
        expect(() => read(sealed(changed(document, place, text) as Document))).not.toThrow()
      }
    },
  )
})

describe('for a site that has the whole bucket', () => {
  const whole = changed(document, ['prefix'], '')
  const why = (key: string) =>
    failureOf(() =>
      readCurrent(sealed(changed(whole, ['files', 0, 'key'], key) as Document), where, { ...site, prefix: '' }),
    ).why

  test.each([
    ['.colt-deploy/-/current.json', 'files[0].key lies in .colt-deploy/'],
    ['.colt-deploy/', 'files[0].key lies in .colt-deploy/'],
    ['', 'files[0].key is empty'],
    ['/', 'files[0].key ends in a slash'],
  ])('no key may be %j', (key, expected) => {
    expect(why(key)).toBe(expected)
  })
})

describe('the record of another site', () => {
  test.each([
    [{ bucket: 'other' }, 's3://other/dist'],
    [{ bucket: 'other', prefix: '' }, 's3://other'],
    [{ prefix: 'dist/admin' }, 's3://shop/dist/admin'],
    [{ prefix: 'dist/' }, 's3://shop/dist/'],
  ])('%j is told as such', (part, name) => {
    expect(failureOf(() => read(sealed({ ...document, ...part }))).message).toBe(
      `Could not read ${where}: the same \`state\` bucket is used by ${name}, whose record this is. ` +
        'Give s3://shop/dist a `state` bucket of its own. ' +
        'Where this is only a copy of the other bucket, delete the object: the next deploy adopts the site as it is.',
    )
  })
})

test('a newer format asks for a newer version, whatever else is new in it', () => {
  for (const body of [sealed({ ...document, format: 2 }), Buffer.from('{"format":7}')]) {
    expect(failureOf(() => read(body)).message).toBe(
      `Could not read ${where}: written by a newer version of this action. Use at least that version here too.`,
    )
  }
})

// What is live, seen against what is wanted.

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Asset, LiveObject } from '../../../src/site/model.ts'
import { compare, drift, settled } from '../../../src/site/plan/compare.ts'
import { asset, live, liveHeaders } from '../support/assets.ts'

const wanted = asset({ path: 'app.js', content: 'now', etag: 'etag-of-parts-2' })

/** The names of the outcomes that one wanted file and these objects have. */
function outcomeOf(file: Asset, objects: readonly LiveObject[]): readonly string[] {
  return Object.entries(compare([file], objects)).flatMap(([name, found]) => (found.length > 0 ? [name] : []))
}

describe('a wanted file', () => {
  test.each<[string, readonly LiveObject[], readonly string[]]>([
    ['that is not there is absent', [], ['absent']],
    ['with size and ETag as our upload leaves them is the same', [live(wanted)], ['same']],
    ['that was copied since it was uploaded in parts is the same', [live(wanted, { etag: wanted.md5 })], ['same']],
    [
      'with another ETag at the same size is doubtful, for a KMS key makes such ETags too',
      [live(wanted, { etag: 'x' })],
      ['doubtful'],
    ],
    ['with another size is different, whatever the ETag says', [live(wanted, { size: 9 })], ['different']],
    ['is not the object of a longer key', [live(wanted, { key: `${wanted.key}.map` })], ['absent', 'stale']],
    ['is not the object of a key in other letters', [live(wanted, { key: 'dist/App.js' })], ['absent', 'stale']],
  ])('%s', (_, objects, outcome) => {
    expect(outcomeOf(wanted, objects)).toEqual(outcome)
  })
})

test('an object that nobody wants is stale', () => {
  const old = { key: 'dist/old.js', size: 1, etag: 'x' }
  expect(compare([wanted], [live(wanted), old]).stale).toEqual([old])
})

test('every file has exactly one outcome, every object is matched or stale, and the order is kept', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-d]{1,2}$/), { maxLength: 12 })
  fc.assert(
    fc.property(names, names, fc.func(fc.boolean()), (paths, keys, hasSameBytes) => {
      const assets = paths.map((path) => asset({ path }))
      const objects = keys.map((path) => live(asset({ path }), hasSameBytes(path) ? {} : { etag: 'x' }))
      const { absent, different, doubtful, same, stale } = compare(assets, objects)
      const outcomes = [absent, ...[different, doubtful, same].map((some) => some.map((match) => match.asset))]

      expect(
        outcomes
          .flat()
          .map(({ path }) => path)
          .sort(),
      ).toEqual([...paths].sort())
      expect([stale, different, doubtful, same].flat()).toHaveLength(keys.length)
      for (const some of outcomes) expect(some).toEqual(assets.filter((one) => some.includes(one)))
    }),
  )
})

describe('a doubt about the bytes', () => {
  const doubt = compare([wanted], [live(wanted, { etag: 'x' })])
  const told = (sha256: string | undefined) => new Map([[wanted.key, { ...liveHeaders(wanted), sha256 }]])

  test.each([
    ['by the SHA-256 of our upload: they are the same', told(wanted.sha256), 'same' as const],
    ['by another SHA-256: they are different', told('0'.repeat(64)), 'different' as const],
    ['where S3 keeps no SHA-256: they are different', told(undefined), 'different' as const],
    ['where nothing is known of the object: they are different', new Map(), 'different' as const],
  ])('is settled %s', (_, headers, outcome) => {
    const { doubtful, ...rest } = settled(doubt, headers)
    expect(doubtful).toEqual([])
    expect(rest).toEqual({ absent: [], different: [], same: [], stale: [], [outcome]: doubt.doubtful })
  })

  test('changes nothing about what was certain', () => {
    const [same, other, gone] = [asset({ path: 'same' }), asset({ path: 'other' }), asset({ path: 'gone' })]
    const certain = compare([same, other, gone], [live(same), live(other, { size: 1 }), live(wanted)])
    expect(settled(certain, new Map())).toEqual(certain)
  })
})

describe('headers', () => {
  const file = asset({
    headers: { 'Cache-Control': 'no-cache', 'Content-Type': 'text/css', 'x-amz-meta-team': 'shop' },
  })
  const differing = (headers: Readonly<Record<string, string>>) =>
    drift(file.headers, liveHeaders(file, headers).headers)

  test('that are as wanted do not differ', () => {
    expect(differing({ ...file.headers })).toEqual([])
  })

  test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ['with another value', { ...file.headers, 'Content-Type': 'text/plain' }, ['Content-Type']],
    ['that are missing', {}, ['Cache-Control', 'Content-Type', 'x-amz-meta-team']],
    ['that nobody wants', { ...file.headers, 'Content-Encoding': 'gzip' }, ['Content-Encoding']],
    ['with a value in other letters', { ...file.headers, 'Cache-Control': 'No-Cache' }, ['Cache-Control']],
  ])('%s differ', (_, headers, names) => {
    expect(differing(headers)).toEqual(names)
  })

  test.each([
    ['the same moment in another spelling', '2030-01-02T03:04:05Z', []],
    ['another moment', 'Wed, 02 Jan 2030 03:04:06 GMT', ['Expires']],
    ['what is no date at all', 'soon', ['Expires']],
  ])('Expires with %s', (_, answered, names) => {
    const expires = { Expires: 'Wed, 02 Jan 2030 03:04:05 GMT' }
    expect(drift(expires, liveHeaders(asset(), { Expires: answered }).headers)).toEqual(names)
  })

  test('Expires that is wanted and missing differs', () => {
    expect(drift({ Expires: 'Wed, 02 Jan 2030 03:04:05 GMT' }, liveHeaders(asset(), {}).headers)).toEqual(['Expires'])
  })
})

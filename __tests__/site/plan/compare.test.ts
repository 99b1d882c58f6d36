// What is live, seen against what is wanted.

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Asset, LiveObject } from '../../../src/site/file-model.ts'
import { compare, drift, settled, unsettled } from '../../../src/site/plan/compare.ts'
import type { Known } from '../../../src/site/record-model.ts'
import { asset, live, liveHeaders } from '../support/assets.ts'
import { filesOf } from '../support/records.ts'

const wanted = asset({ path: 'app.js', content: 'now', etag: 'etag-of-parts-2' })

/** Objects that no record tells anything of, but for what is said. */
function knownAs(objects: readonly LiveObject[], given: Partial<Known> = {}): ReadonlyMap<string, Known> {
  const known = { kind: 'unknown' as const, file: undefined, hasRecordedHeaders: false, condemned: false, ...given }
  return new Map(objects.map((one) => [one.key, { ...known, live: one }]))
}

/** The names of the outcomes that one wanted file has. */
function outcomeOf(file: Asset, objects: readonly LiveObject[], given: Partial<Known> = {}): readonly string[] {
  return Object.entries(compare([file], knownAs(objects, given))).flatMap(([name, some]) =>
    some.length > 0 ? [name] : [],
  )
}

describe('a wanted file', () => {
  test.each<[string, readonly LiveObject[], readonly string[]]>([
    ['that is not there is absent', [], ['absent']],
    ['with size and ETag as our upload leaves them is the same', [live(wanted)], ['same']],
    [
      'that was copied since it was uploaded in parts is the same',
      [live(wanted, { etag: wanted.md5 ?? '' })],
      ['same'],
    ],
    [
      'with another ETag at the same size is doubtful, for a KMS key makes such ETags too',
      [live(wanted, { etag: 'x' })],
      ['doubtful'],
    ],
    ['with another size is different, whatever the ETag says', [live(wanted, { size: 9 })], ['different']],
    ['is not the object of a longer key', [live(wanted, { key: `${wanted.key}.map` })], ['absent']],
    ['is not the object of a key in other letters', [live(wanted, { key: 'dist/App.js' })], ['absent']],
  ])('%s', (_, objects, outcome) => {
    expect(outcomeOf(wanted, objects)).toEqual(outcome)
  })

  const [recorded] = filesOf('app.js=now')
  const [other] = filesOf('app.js=old')
  const [adopted] = filesOf('app.js=now', { sha256: undefined })

  test.each<[string, Partial<LiveObject>, Partial<Known>, string]>([
    ['the recorded hash proves to be the same, whatever its ETag is', { etag: 'x' }, { file: recorded }, 'same'],
    ['the recorded hash proves to be another is different', {}, { file: other }, 'different'],
    ['a record without a hash tells nothing of goes by the ETag', {}, { file: adopted }, 'same'],
    ['a record without a hash tells nothing of may be doubtful', { etag: 'x' }, { file: adopted }, 'doubtful'],
    ['is about to be pruned is as good as gone', {}, { file: recorded, condemned: true }, 'different'],
  ])('that %s', (_, object, given, outcome) => {
    expect(outcomeOf(wanted, [live(wanted, object)], given)).toEqual([outcome])
  })

  test('whose hash nobody knows goes by its ETag, too', () => {
    const again = { ...wanted, sha256: undefined }
    const same = compare([again], knownAs([live(wanted)], { file: recorded }))
    expect(same.same).toHaveLength(1)
    expect(compare([again], knownAs([live(wanted, { etag: 'x' })], { file: recorded })).doubtful).toHaveLength(1)
  })
})

test('every file has exactly one outcome, and the order is kept', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-d]{1,2}$/), { maxLength: 12 })
  fc.assert(
    fc.property(names, names, fc.func(fc.boolean()), (paths, keys, hasSameBytes) => {
      const assets = paths.map((path) => asset({ path }))
      const objects = keys.map((path) => live(asset({ path }), hasSameBytes(path) ? {} : { etag: 'x' }))
      const { absent, different, doubtful, same } = compare(assets, knownAs(objects))
      const outcomes = [absent, ...[different, doubtful, same].map((some) => some.map((match) => match.asset))]

      expect(
        outcomes
          .flat()
          .map(({ path }) => path)
          .sort(),
      ).toEqual([...paths].sort())
      for (const some of outcomes) expect(some).toEqual(assets.filter((one) => some.includes(one)))
    }),
  )
})

describe('the object itself is asked', () => {
  const asked = (given: Partial<Known>, object: Partial<LiveObject> = {}, file: Partial<Asset> = {}) =>
    unsettled(compare([{ ...wanted, ...file }], knownAs([live(wanted, object)], given))).map(({ live: { key } }) => key)
  const [recorded] = filesOf('app.js=now')

  test.each<[string, Partial<Known>, Partial<LiveObject>, Partial<Asset>, boolean]>([
    ['where its bytes are doubtful', {}, { etag: 'x' }, {}, true],
    ['where no record vouches for its headers', { file: recorded }, {}, {}, true],
    ['never where a record vouches for them', { file: recorded, hasRecordedHeaders: true }, {}, {}, false],
    ['never where it is to be overwritten anyway', {}, { size: 9 }, {}, false],
  ])('%s', (_, given, object, file, is) => {
    expect(asked(given, object, file)).toEqual(is ? [wanted.key] : [])
  })

  test('never for headers that are to stay as they are', () => {
    const again = { ...wanted, headers: undefined }
    expect(unsettled(compare([again], knownAs([live(wanted)])))).toEqual([])
  })
})

describe('a doubt about the bytes', () => {
  const doubt = compare([wanted], knownAs([live(wanted, { etag: 'x' })]))
  const told = (sha256: string | undefined) => new Map([[wanted.key, { ...liveHeaders(wanted), sha256 }]])

  test.each([
    ['by the SHA-256 of our upload: they are the same', told(wanted.sha256), 'same' as const],
    ['by another SHA-256: they are different', told('0'.repeat(64)), 'different' as const],
    ['where S3 keeps no SHA-256: they are different', told(undefined), 'different' as const],
    ['where nothing is known of the object: they are different', new Map(), 'different' as const],
  ])('is settled %s', (_, headers, outcome) => {
    const { doubtful, ...rest } = settled(doubt, headers)
    expect(doubtful).toEqual([])
    expect(rest).toEqual({ absent: [], different: [], same: [], [outcome]: doubt.doubtful })
  })

  test('is no proof where neither side has a hash', () => {
    const again = { ...wanted, sha256: undefined }
    const unproven = compare([again], knownAs([live(wanted, { etag: 'x' })]))
    expect(settled(unproven, told(undefined)).different).toEqual(unproven.doubtful)
  })

  test('changes nothing about what was certain', () => {
    const [same, other, gone] = [asset({ path: 'same' }), asset({ path: 'other' }), asset({ path: 'gone' })]
    const certain = compare([same, other, gone], knownAs([live(same), live(other, { size: 1 }), live(wanted)]))
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

  test('a date in any other header is a text', () => {
    expect(drift({ 'x-amz-meta-day': '2030-01-02' }, { 'x-amz-meta-day': '2030-01-02T00:00:00Z' })).toHaveLength(1)
  })

  test('Expires that is wanted and missing differs', () => {
    expect(drift({ Expires: 'Wed, 02 Jan 2030 03:04:05 GMT' }, liveHeaders(asset(), {}).headers)).toEqual(['Expires'])
  })
})

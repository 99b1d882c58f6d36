// The record of what is live: what it looks like, and that it comes back as it was.

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Headers } from '../../../src/site/file-model.ts'
import type { CurrentRecord } from '../../../src/site/record-model.ts'
import { readCurrent, writeCurrent } from '../../../src/site/records/current.ts'
import { currentRecords } from './arbitrary.ts'
import { changed, current, documentIn, failureOf, hash, placesIn, sealed, site, where } from './records.ts'

const readAgain = (record: CurrentRecord) => readCurrent(writeCurrent(record), where, record.live)

describe('in the bucket', () => {
  const [app = '', index = ''] = [hash('app'), hash('index')]

  test('the record of a small site is JSON that reads well', () => {
    const { history: _, ...rest } = current
    const small = { ...rest, history: [], ledger: [], kept: [], begun: [], rehashed: [], purged: [], hold: undefined }
    const text = String(writeCurrent({ ...small, live: { ...current.live, restores: undefined } }))
    expect(text).toBe(`{
  "format": 1,
  "sequence": 9,
  "commit": "0123456789abcdef0123456789abcdef01234567",
  "ref": "refs/heads/main",
  "repository": "shop/web",
  "workflow": ".github/workflows/deploy.yml",
  "run": "17",
  "number": 4,
  "attempt": 1,
  "actor": "zoe",
  "environment": "prod",
  "time": "2026-03-01T10:00:00.000Z",
  "asOf": "2026-03-01T10:00:01.000Z",
  "bucket": "shop",
  "prefix": "dist",
  "content": "${hash('content')}",
  "fence": 12,
  "nonce": "n0nce",
  "headers": [
    {"Cache-Control":"public, max-age=31536000, immutable","Content-Type":"text/javascript"},
    {"Cache-Control":"no-cache","Content-Type":"text/html; charset=utf-8"}
  ],
  "files": [
    {"key":"dist/app-6JLMM7WW.js","size":1200,"sha256":"${app}","etag":"e1","headers":0,"hashed":true},
    {"key":"dist/index.html","role":"entry","size":300,"sha256":"${index}","etag":"e0","headers":1},
    {"key":"dist/old.pdf","size":0,"etag":"e0","settings":true}
  ],
  "history": [],
  "ledger": [],
  "kept": [],
  "begun": [],
  "rehashed": [],
  "purged": [],
  "sha256": "${documentIn(Buffer.from(text)).sha256}"
}
`)
  })

  test('every name has its place', () => {
    expect(Object.keys(documentIn(writeCurrent(current))).join(', ')).toBe(
      'format, sequence, commit, ref, repository, workflow, run, number, attempt, actor, environment, time, asOf, ' +
        'bucket, prefix, restores, content, fence, nonce, hold, headers, files, history, ledger, kept, begun, ' +
        'rehashed, purged, sha256',
    )
  })

  test('the digest is that of all the rest', () => {
    const body = writeCurrent(current)
    expect(documentIn(sealed(documentIn(body)))).toEqual(documentIn(body))
  })
})

describe('what is read is what was written', () => {
  test('where every field is used', () => {
    expect(readAgain(current)).toStrictEqual(current)
  })

  test('whatever it is', () => {
    fc.assert(
      fc.property(currentRecords, (record) => {
        expect(readAgain(record)).toStrictEqual(record)
      }),
    )
  })

  test('however it is laid out', () => {
    fc.assert(
      fc.property(currentRecords, (record) => {
        const document = documentIn(writeCurrent(record))
        for (const layout of [0, 4, '\t']) {
          const body = Buffer.from(JSON.stringify(document, undefined, layout))
          expect(readCurrent(body, where, record.live)).toStrictEqual(record)
        }
      }),
    )
  })

  test('with a byte order mark before it', () => {
    expect(readCurrent(Buffer.concat([Buffer.from('\ufeff'), writeCurrent(current)]), where, site)).toEqual(current)
  })
})

test('the order in which things are found does not change a byte', () => {
  fc.assert(
    fc.property(currentRecords, (record) => {
      const turned = (headers: Headers | undefined) =>
        headers && Object.fromEntries(Object.entries(headers).toReversed())
      const other: CurrentRecord = {
        ...record,
        live: {
          ...record.live,
          files: record.live.files.map((file) => ({ ...file, headers: turned(file.headers) })).toReversed(),
        },
        ledger: record.ledger.toReversed(),
        kept: record.kept.toReversed(),
        rehashed: record.rehashed.toReversed(),
      }
      expect(writeCurrent(other).equals(writeCurrent(record))).toBe(true)
    }),
  )
})

describe('what may be left out', () => {
  test.each<[string, readonly (string | number)[], (record: CurrentRecord) => unknown, unknown]>([
    ['restores', ['restores'], ({ live }) => live.restores, undefined],
    ['hold', ['hold'], ({ hold }) => hold, undefined],
    ['the role of a file', ['files', 1, 'role'], ({ live }) => live.files[1]?.role, 'asset'],
    ['the hash of a file', ['files', 0, 'sha256'], ({ live }) => live.files[0]?.sha256, undefined],
    ['the headers of a file', ['files', 0, 'headers'], ({ live }) => live.files[0]?.headers, undefined],
    ['hashed', ['files', 0, 'hashed'], ({ live }) => live.files[0]?.hashed, false],
    ['settings', ['files', 2, 'settings'], ({ live }) => live.files[2]?.mayHaveSettings, false],
    ['condemned in the ledger', ['ledger', 0, 'condemned'], ({ ledger }) => ledger[0]?.condemned, false],
    ['condemned in kept', ['kept', 0, 'condemned'], ({ kept }) => kept[0]?.condemned, false],
    ['left', ['history', 0, 'left'], ({ history }) => history[0]?.left, false],
    ['missing', ['history', 0, 'missing'], ({ history }) => history[0]?.missing, []],
  ])('%s', (_, place, look, otherwise) => {
    const document = changed(documentIn(writeCurrent(current)), place, undefined)
    expect(look(readCurrent(sealed(document as Record<string, unknown>), where, site))).toEqual(otherwise)
  })

  test('is not written where it is the plain case', () => {
    const names = placesIn(documentIn(writeCurrent(current))).map(([place]) => place.at(-1))
    const count = (name: string) => names.filter((one) => one === name).length
    expect(['role', 'hashed', 'settings', 'condemned', 'left', 'missing'].map(count)).toEqual([2, 2, 2, 2, 1, 1])
  })
})

test('fields of later versions are nothing to complain about', () => {
  const document = documentIn(writeCurrent(current))
  const later = [['more'], ['files', 0, 'more'], ['hold', 'more'], ['history', 0, 'more'], ['__proto__']] as const
  const body = sealed(later.reduce((all, place) => changed(all, place, { a: [1] }) as typeof document, document))
  expect(documentIn(body)).toHaveProperty('more')
  expect(readCurrent(body, where, site)).toStrictEqual(current)
})

test('files with equal headers share them', () => {
  const twice = current.live.files.map((file) => ({ ...file, headers: { B: '2', A: '1' } }))
  const [last] = twice.splice(-1)
  const files = [...twice, { ...last, headers: { A: '1', B: '2' } } as (typeof twice)[number]]
  const record = { ...current, ledger: [], live: { ...current.live, files } }
  expect(documentIn(writeCurrent(record)).headers).toEqual([{ A: '1', B: '2' }])
})

describe('a record that could not be read again is not written', () => {
  const [first, ...others] = current.live.files
  if (first === undefined) throw new Error('The record has no files.')

  test.each<[string, Partial<CurrentRecord>, string]>([
    ['a key of elsewhere', { live: { ...current.live, files: [{ ...first, key: 'app.js' }] } }, 'files[0].key'],
    ['a key twice', { live: { ...current.live, files: [first, ...others, first] } }, 'files[1].key is there twice'],
    ['an ETag in quotes', { live: { ...current.live, files: [{ ...first, etag: '"e"' }] } }, 'files[0].etag'],
    ['a time that is none', { asOf: 'today' }, 'asOf'],
    ['a number that is none', { fence: Number.NaN }, 'fence'],
  ])('%s', (_, part, why) => {
    const failure = failureOf(() => writeCurrent({ ...current, ...part }))
    expect(failure.what).toBe('Could not write the record of s3://shop/dist')
    expect(failure.why).toContain(why)
    expect(failure.hint).toContain('please report it')
  })
})

// The release that a plan leads to, as it is recorded.

import { describe, expect, test } from '@jest/globals'
import type { Asset, Wanted } from '../../../src/site/file-model.ts'
import { knownObjects } from '../../../src/site/plan/known.ts'
import { filesExpected, filesWritten, nextSequence } from '../../../src/site/plan/release.ts'
import type { Known, RecordedFile, Situation } from '../../../src/site/record-model.ts'
import { live, noCache } from '../support/assets.ts'
import {
  adoptedFiles,
  ago,
  assetsOf,
  current,
  etagOf,
  filesOf,
  objectsOf,
  past,
  release,
  retained,
  sha256,
  situation,
} from '../support/records.ts'

const [app] = assetsOf('app.js=1') as [Asset]
/** Bytes that nobody has read, and headers that are to stay as they are. */
const [again] = filesOf('app.js=1').map(({ etag }): Wanted => {
  return { ...app, sha256: undefined, etags: [etag], headers: undefined }
}) as [Wanted]

const known = (given: Partial<Situation>): ReadonlyMap<string, Known> => knownObjects(situation(given))
const liveWith = (words: string): Partial<Situation> => ({ current: current({ live: release(2, words) }) })
const unknownWith = (words: string): Partial<Situation> => ({ objects: objectsOf(words) })

test('a file is recorded with everything that there is to know of it', () => {
  expect(filesWritten([app], known({}), new Map([[app.key, 'answered']]))).toEqual([
    {
      key: 'dist/app.js',
      role: 'asset',
      size: 1,
      sha256: sha256('1'),
      etag: 'answered',
      headers: noCache,
      hashed: false,
      mayHaveSettings: false,
    },
  ])
})

describe('the ETag of a file', () => {
  const underKey: Partial<Situation> = {
    current: current({ live: release(2, '', { files: filesOf('app.js=1', { etag: 'of a key' }) }) }),
    objects: [live(app, { etag: 'of a key' })],
  }

  test.each<[string, Partial<Situation>, Wanted, string]>([
    ['is expected to be that of an upload where there is none', {}, app, etagOf('1')],
    ['is expected to be that of an upload where there are other bytes', liveWith('app.js=2'), app, etagOf('1')],
    ['is expected to stay where the bytes do', underKey, app, 'of a key'],
    ['is expected to stay where its like is there that nobody has read', unknownWith('app.js=1'), again, etagOf('1')],
    ['is expected to become that of before where there are other bytes', liveWith('app.js=2'), again, etagOf('1')],
    ['is expected to become that of before where nobody has read either', adopted('app.js=2'), again, etagOf('1')],
  ])('%s', (_, given, file, etag) => {
    expect(filesExpected([file], known(given))[0]?.etag).toBe(etag)
  })

  test.each<[string, Partial<Situation>, ReadonlyMap<string, string>, string]>([
    ['is what S3 answered', liveWith('app.js=2'), new Map([[app.key, 'answered']]), 'answered'],
    ['is what S3 answered to a copy onto itself', liveWith('app.js=1'), new Map([[app.key, 'answered']]), 'answered'],
    ['is what S3 listed for what stays', underKey, new Map(), 'of a key'],
  ])('%s', (_, given, etags, etag) => {
    expect(filesWritten([app], known(given), etags)[0]?.etag).toBe(etag)
  })
})

/** A bucket that nobody has read. */
function adopted(words: string): Partial<Situation> {
  return { current: current({ live: release(0, '', { files: adoptedFiles(words) }) }) }
}

describe('what a release from before does not say of a file', () => {
  const written = new Map([[app.key, etagOf('1')]])
  const unsaid = { sha256: undefined, headers: undefined }

  test.each<[string, Partial<Situation>, ReadonlyMap<string, string>, Partial<RecordedFile>]>([
    [
      'is what is recorded of the same bytes',
      liveWith('app.js=1'),
      new Map(),
      { sha256: sha256('1'), headers: noCache },
    ],
    ['is told by an earlier release, too', earlier('app.js=1'), new Map(), { sha256: sha256('1'), headers: noCache }],
    ['stays unsaid where nobody knows it', unknownWith('app.js=1'), new Map(), unsaid],
    ['is never what is recorded of the bytes that it replaces', liveWith('app.js=2'), written, unsaid],
    ['stays unsaid where it comes back', {}, written, unsaid],
  ])('%s', (_, given, etags, said) => {
    expect(filesWritten([again], known(given), etags)).toMatchObject([said])
    expect(filesExpected([again], known(given))).toMatchObject([said])
  })

  function earlier(words: string): Partial<Situation> {
    return { current: current({ ledger: retained(words) }) }
  }
})

describe('a file may have settings that nobody of us has set', () => {
  const touched = objectsOf('app.js=1', { modified: Date.parse(ago(0)) })
  const moved = objectsOf('app.js=1', { storageClass: 'STANDARD_IA' })
  const others = release(2, '', { files: filesOf('app.js=1', { mayHaveSettings: true }) })
  const begun = { open: [release(3, 'app.js=1')], current: current(), objects: objectsOf('app.js=1') }

  test.each<[string, Partial<Situation>, boolean]>([
    ['not where it is new', {}, false],
    ['not where it replaces other bytes', unknownWith('app.js=2'), false],
    ['not where a release of ours has put it there', liveWith('app.js=1'), false],
    ['where that is recorded of it', { current: current({ live: others }) }, true],
    ['where it was there before', unknownWith('app.js=1'), true],
    ['where somebody has written it since', { ...liveWith('app.js=1'), objects: touched }, true],
    ['where it was moved to another class', { ...liveWith('app.js=1'), objects: moved }, true],
    ['where a run that did not finish may have found it there', begun, true],
  ])('%s', (_, given, may) => {
    expect(filesWritten([app], known(given), new Map())).toMatchObject([{ mayHaveSettings: may }])
  })
})

describe('the next release comes after', () => {
  test.each<[string, Partial<Situation>, number]>([
    ['the live one', {}, 3],
    ['one that was begun', { current: current({ begun: [{ sequence: 5, ended: '' }] }) }, 6],
    ['one that was begun and is not settled yet', { sequences: [1, 2, 7] }, 8],
    ['one that was live', { current: current({ history: [past(4)] }) }, 5],
    ['what was there before', { current: current({ live: release(0, '') }) }, 1],
  ])('%s', (_, given, sequence) => {
    expect(nextSequence(situation(given))).toBe(sequence)
  })
})

// What is done to each file that is not live as wanted.

import { describe, expect, test } from '@jest/globals'
import type { Asset, LiveHeaders } from '../../../src/site/file-model.ts'
import type { Change, HeaderCopy } from '../../../src/site/model.ts'
import { changesOf, restoreFrom, uploadOf } from '../../../src/site/plan/changes.ts'
import { compare, settled } from '../../../src/site/plan/compare.ts'
import { knownObjects } from '../../../src/site/plan/known.ts'
import { sourcesIn } from '../../../src/site/plan/sources.ts'
import type { Known, Situation } from '../../../src/site/record-model.ts'
import { asset, live, liveHeaders, noCache } from '../support/assets.ts'
import {
  assetsOf,
  current,
  etagOf,
  filesOf,
  kept,
  objectsOf,
  release,
  retained,
  sha256,
  situation,
} from '../support/records.ts'

const [app] = assetsOf('app.js=now') as [Asset]
const asWanted = new Map([[app.key, liveHeaders(app)]])

/** What becomes of one wanted file; `told` is what its object tells. */
function changesTo(file: Asset, from: Situation, told: ReadonlyMap<string, LiveHeaders> = asWanted): readonly Change[] {
  return changesOf(settled(compare([file], knownObjects(from)), told), told, uploadOf)
}

const lying = (words: string): Situation => situation({ objects: objectsOf(words) })

describe('from the folder', () => {
  test('a key that does not exist yet is uploaded, if it still does not exist', () => {
    expect(changesTo(app, situation())).toEqual([
      { kind: 'upload', asset: app, condition: { absent: true }, reason: 'new' },
    ])
  })

  test('other bytes are overwritten, if they are still the listed ones', () => {
    expect(changesTo(app, lying('app.js=before'))).toEqual([
      { kind: 'upload', asset: app, condition: { etag: etagOf('before') }, reason: 'content changed' },
    ])
  })

  const recorded = (words: string): Situation => situation({ current: current({ live: release(2, words) }) })
  const condemned = (words: string): Situation =>
    situation({ current: current({ ledger: retained(words, { condemned: true }) }) })
  const [hashed] = assetsOf('main-6JLMM7WW.js=now') as [Asset]

  test.each<[string, Asset, Situation, string]>([
    ['content that the release before had otherwise', app, recorded('app.js=old'), 'content changed'],
    ['content under a hashed name', hashed, lying('main-6JLMM7WW.js=old'), 'content changed under a hashed name'],
    [
      'content that somebody has changed',
      app,
      { ...recorded('app.js=now'), objects: objectsOf('app.js=hand') },
      'changed by hand',
    ],
    ['content that prune may take', app, condemned('app.js=now'), 'wanted again, was about to be pruned'],
    ['other content than prune may take', app, condemned('app.js=old'), 'content changed'],
  ])('%s is told as such', (_, file, from, reason) => {
    expect(changesTo(file, from)).toMatchObject([{ kind: 'upload', reason, condition: { etag: expect.any(String) } }])
  })
})

describe('the same bytes', () => {
  const underKey = situation({ objects: [live(app, { etag: 'of a key' })] })

  test('with the same headers need nothing', () => {
    expect(changesTo(app, lying('app.js=now'))).toEqual([])
  })

  test('under the ETag of a KMS key need nothing either', () => {
    expect(changesTo(app, underKey)).toEqual([])
  })

  test('under the ETag of a KMS key are copied by that ETag', () => {
    const told = new Map([[app.key, liveHeaders(app, {})]])
    expect(changesTo(app, underKey, told)).toMatchObject([{ kind: 'copy', etag: 'of a key' }])
  })

  test('with other headers are copied onto themselves, with what the copy would lose', () => {
    const settings = { storageClass: 'INTELLIGENT_TIERING', kmsKey: 'key/1' }
    const told = new Map([[app.key, { ...liveHeaders(app, { 'x-amz-meta-a': 'b' }), kept: settings }]])
    expect(changesTo(app, lying('app.js=now'), told)).toEqual([
      {
        kind: 'copy',
        asset: app,
        etag: app.md5,
        kept: settings,
        reason: 'cache-control and content-type and x-amz-meta-a changed',
      },
    ])
  })

  const since = (headers: Asset['headers'], mayHaveSettings = false): Situation => {
    const files = filesOf('app.js=now', { headers, mayHaveSettings })
    return situation({ current: current({ live: release(2, '', { files }) }) })
  }

  test.each<[string, boolean, HeaderCopy['kept']]>([
    ['where it was never another’s, a copy loses nothing', false, {}],
    ['where it was another’s, what a copy would lose is asked for later', true, undefined],
  ])('go by recorded headers where nobody looked; %s', (_, mayHaveSettings, kept) => {
    const changes = changesTo(app, since({ ...noCache, 'Cache-Control': 'no-store' }, mayHaveSettings), new Map())
    expect(changes).toEqual([expect.objectContaining({ kind: 'copy', kept, reason: 'cache-control changed' })])
  })

  test('go by the headers that were looked at rather than by the recorded ones', () => {
    expect(changesTo(app, since({ 'Cache-Control': 'no-store' }))).toEqual([])
  })

  test('stay as they are where nobody knows their headers', () => {
    const adopted = situation({
      current: current({ live: release(0, '', { files: filesOf('app.js=now', { headers: undefined }) }) }),
    })
    expect(changesTo(app, adopted, new Map())).toEqual([])
  })

  test.each([
    [5 * 1024 ** 3, 'copy'],
    [5 * 1024 ** 3 + 1, 'upload'],
  ])('of %d bytes get other headers by an %s, because S3 copies five gigabytes at most', (size, kind) => {
    const film = asset({ path: 'film.mp4', size })
    const told = new Map([[film.key, liveHeaders(film, {})]])
    const changes = changesTo(film, situation({ objects: [live(film)] }), told)
    expect(changes).toMatchObject([{ kind, reason: 'cache-control and content-type changed' }])
  })
})

describe('from what is kept', () => {
  const sources = sourcesIn(situation({ current: current({ kept: kept('old.js=now', { etag: 'k' }) }) }))
  const write = restoreFrom(sources)
  const there = (words: string): Known | undefined => knownObjects(lying(words)).get(app.key)
  const from = { sha256: sha256('now'), etag: 'k' }

  test('a key that is gone comes back, if it is still gone', () => {
    const condition = { absent: true }
    expect(write(app, undefined)).toEqual({ kind: 'restore', asset: app, from, condition, reason: 'is gone' })
  })

  test('other bytes become what they were, if they are still the listed ones', () => {
    const condition = { etag: etagOf('before') }
    expect(write(app, there('app.js=before'))).toEqual({
      kind: 'restore',
      asset: app,
      from,
      condition,
      reason: 'as it was',
    })
  })

  test('headers are copied, and those that are to stay are not looked at', () => {
    const told = new Map([[app.key, liveHeaders(app, {})]])
    const same = (headers: Asset['headers'] | undefined) =>
      changesOf(settled(compare([{ ...app, headers }], knownObjects(lying('app.js=now'))), told), told, write)
    expect(same(noCache)).toMatchObject([{ kind: 'copy' }])
    expect(same(undefined)).toEqual([])
  })

  test('headers of what is too large to be copied cannot come back, and that is told', () => {
    const film = asset({ path: 'film.mp4', size: 5 * 1024 ** 3 + 1 })
    const told = new Map([[film.key, liveHeaders(film, {})]])
    const comparison = settled(compare([film], knownObjects(situation({ objects: [live(film)] }))), told)
    expect(() => changesOf(comparison, told, write)).toThrow(
      'Could not restore film.mp4: it is kept nowhere. Deploy that release from its build.',
    )
  })
})

test('what is absent comes first, then what is different, then headers', () => {
  const files = assetsOf('a.js=1 b.js=22 c.js=1')
  const told = new Map(files.map((file) => [file.key, liveHeaders(file, {})]))
  const comparison = settled(compare(files, knownObjects(lying('a.js=1 b.js=1'))), told)
  expect(changesOf(comparison, told, uploadOf).map(({ asset: { path }, kind }) => `${kind} ${path}`)).toEqual([
    'upload c.js',
    'upload b.js',
    'copy a.js',
  ])
})

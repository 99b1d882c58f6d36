// Which change belongs to which moment.

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Asset, Change, LiveHeaders, Role } from '../../../src/site/model.ts'
import { compare, settled } from '../../../src/site/plan/compare.ts'
import { changesOf, lastStageOf, stagesOf } from '../../../src/site/plan/stages.ts'
import { added, asset, live, liveHeaders, overwritten, reheadered } from '../support/assets.ts'

/** The stages as a script: `add: app.js`. */
function script(changes: readonly Change[]): readonly string[] {
  return stagesOf(changes).map(
    ({ wave, title, changes: some }) => `${wave}, ${title}: ${some.map((change) => change.asset.path).join(' ')}`,
  )
}

const index = asset({ path: 'index.html', role: 'entry' })
const inner = asset({ path: 'de/index.html', role: 'entry' })
const page = asset({ path: 'about.html', role: 'page' })
const manifest = asset({ path: 'ngsw.json', role: 'worker-manifest' })
const app = asset({ path: 'app.js' })
const logo = asset({ path: 'logo.png' })

describe('what becomes of a file', () => {
  const headers = new Map([[app.key, liveHeaders(app)]])
  const changeOf = (file: Asset, objects: Parameters<typeof compare>[1], told: ReadonlyMap<string, LiveHeaders>) =>
    changesOf(settled(compare([file], objects), told), told)

  test('a key that does not exist yet is uploaded, if it still does not exist', () => {
    expect(changeOf(app, [], headers)).toEqual([
      { kind: 'upload', asset: app, condition: { absent: true }, reason: 'new' },
    ])
  })

  test('other bytes are overwritten, if they are still the listed ones', () => {
    expect(changeOf(app, [live(app, { etag: 'old', size: 1 })], headers)).toEqual([
      { kind: 'upload', asset: app, condition: { etag: 'old' }, reason: 'content changed' },
    ])
  })

  test('other bytes under a hashed name are overwritten too, and the reason says so', () => {
    const hashed = asset({ path: 'main-6JLMM7WW.js', hashed: true })
    expect(changeOf(hashed, [live(hashed, { etag: 'old', size: 1 })], headers)).toMatchObject([
      { kind: 'upload', condition: { etag: 'old' }, reason: 'content changed under a hashed name' },
    ])
  })

  test('the same bytes with the same headers need nothing', () => {
    expect(changeOf(app, [live(app)], headers)).toEqual([])
  })

  test('the same bytes under the ETag of a KMS key need nothing either', () => {
    expect(changeOf(app, [live(app, { etag: 'of a key' })], headers)).toEqual([])
  })

  test('a copy of an object under the ETag of a KMS key goes by that ETag', () => {
    const told = new Map([[app.key, liveHeaders(app, {})]])
    expect(changeOf(app, [live(app, { etag: 'of a key' })], told)).toMatchObject([{ kind: 'copy', etag: 'of a key' }])
  })

  test('the same bytes with other headers are copied onto themselves, with what the copy would lose', () => {
    const kept = { storageClass: 'INTELLIGENT_TIERING', kmsKey: 'key/1' }
    const told = new Map([[app.key, { ...liveHeaders(app, { 'x-amz-meta-a': 'b' }), kept }]])
    expect(changeOf(app, [live(app, { etag: app.md5 })], told)).toEqual([
      {
        kind: 'copy',
        asset: app,
        etag: app.md5,
        kept,
        reason: 'cache-control and content-type and x-amz-meta-a changed',
      },
    ])
  })

  test.each([
    [5 * 1024 ** 3, 'copy'],
    [5 * 1024 ** 3 + 1, 'upload'],
  ])('other headers of %d bytes are set by an %s, because S3 copies five gigabytes at most', (size, kind) => {
    const film = asset({ path: 'film.mp4', size })
    const told = new Map([[film.key, liveHeaders(film, {})]])
    expect(changeOf(film, [live(film)], told)).toMatchObject([{ kind }])
  })
})

describe('the order', () => {
  test('is: new files, changed files and headers, pages, entry pages, the entry page', () => {
    expect(script([index, inner, page, app].map(added).concat(overwritten(logo)).reverse())).toEqual([
      'add, new files: app.js',
      'switch, changed files and headers: logo.png',
      'switch, pages: about.html',
      'switch, entry pages: de/index.html',
      'switch, the entry page: index.html',
    ])
  })

  test.each<[string, Change, string]>([
    ['a new file comes before everything', added(app), 'add, new files: app.js'],
    ['a new page waits for the switch', added(page), 'switch, pages: about.html'],
    ['a new entry waits for the switch', added(index), 'switch, the entry page: index.html'],
    ['other headers come with the changed files', reheadered(app), 'switch, changed files and headers: app.js'],
    ['other headers of a page too', reheadered(index), 'switch, changed files and headers: index.html'],
  ])('%s', (_, change, stage) => {
    expect(script([change])).toEqual([stage])
  })

  test('has no empty stages', () => {
    expect(stagesOf([])).toEqual([])
  })

  test.each<[Change]>([[added(manifest)], [overwritten(manifest)], [reheadered(manifest)]])(
    'leaves the worker’s manifest to the last stage (%j)',
    (change) => {
      expect(stagesOf([change])).toEqual([])
      expect(lastStageOf([added(app), change])).toEqual({
        wave: 'refresh',
        title: 'service worker manifest',
        changes: [change],
      })
    },
  )
})

describe('for any changes', () => {
  const roles = fc.constantFrom<Role>('asset', 'page', 'entry', 'worker-manifest')
  const places = fc.constantFrom('', 'de/', 'de/at/')
  const kinds = fc.constantFrom(added, overwritten, reheadered)
  const changes = fc.array(
    fc.tuple(roles, places, fc.stringMatching(/^[a-z]{1,5}$/), kinds).map(([role, place, name, make]) => {
      const path = `${place}${role === 'entry' ? 'index.html' : name}`
      return make(asset({ path, role }))
    }),
    { maxLength: 30 },
  )

  test('each one is in exactly one stage', () => {
    fc.assert(
      fc.property(changes, (given) => {
        const staged = [...stagesOf(given), lastStageOf(given)].flatMap((stage) => stage.changes)
        expect(staged).toHaveLength(given.length)
        expect(new Set(staged)).toEqual(new Set(given))
      }),
    )
  })

  test('no page gets new bytes before all files have theirs', () => {
    fc.assert(
      fc.property(changes, (given) => {
        const uploads = stagesOf(given).map(({ changes: some }) =>
          some.filter(({ kind }) => kind === 'upload').map((change) => change.asset.role),
        )
        const lastAsset = uploads.findLastIndex((some) => some.includes('asset'))
        const firstPage = uploads.findIndex((some) => some.some((role) => role !== 'asset'))
        expect(firstPage === -1 || lastAsset < firstPage).toBe(true)
      }),
    )
  })

  test('the root entry gets new bytes last of all, and in a stage of its own', () => {
    fc.assert(
      fc.property(changes, (given) => {
        const roots = stagesOf(given).map(({ changes: some }) =>
          some.map(({ kind, asset: { path } }) => kind === 'upload' && path === 'index.html'),
        )
        const at = roots.findIndex((some) => some.includes(true))
        expect(at === -1 || (at === roots.length - 1 && roots[at]?.every((root) => root))).toBe(true)
      }),
    )
  })

  test('what visitors can see is never touched in the wave that is to leave them unaffected', () => {
    fc.assert(
      fc.property(changes, (given) => {
        const early = stagesOf(given).flatMap(({ wave, changes: some }) => (wave === 'add' ? some : []))
        expect(
          early.every(
            (change) => change.kind === 'upload' && 'absent' in change.condition && change.asset.role === 'asset',
          ),
        ).toBe(true)
      }),
    )
  })
})

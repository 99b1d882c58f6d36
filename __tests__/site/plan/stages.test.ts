// Which change belongs to which moment.

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Role } from '../../../src/site/file-model.ts'
import type { Change, Keep } from '../../../src/site/model.ts'
import { lastStageOf, stagesOf } from '../../../src/site/plan/stages.ts'
import { isOverwrite } from '../../../src/site/plan/touched.ts'
import { added, asset, copied, overwritten, putBack, reheadered, removed, restored } from '../support/assets.ts'

/** The stages as a script: `add, new files: app.js`. */
function script(changes: readonly Change[], keeps: readonly Keep[] = []): readonly string[] {
  return stagesOf(changes, keeps).map(
    ({ wave, title, steps }) => `${wave}, ${title}: ${steps.map((step) => step.asset.path).join(' ')}`,
  )
}

const index = asset({ path: 'index.html', role: 'entry' })
const inner = asset({ path: 'de/index.html', role: 'entry' })
const page = asset({ path: 'about.html', role: 'page' })
const manifest = asset({ path: 'ngsw.json', role: 'worker-manifest' })
const app = asset({ path: 'app.js' })
const logo = asset({ path: 'logo.png' })
const old = asset({ path: 'old.html', role: 'page' })

describe('the order', () => {
  test('is: new files, changed files and headers, pages, entry pages, the entry page, what leaves', () => {
    const changes = [removed(old), ...[index, inner, page, app].map(added), overwritten(logo)]
    expect(script(changes.reverse())).toEqual([
      'add, new files: app.js',
      'switch, changed files and headers: logo.png',
      'switch, pages: about.html',
      'switch, entry pages: de/index.html',
      'switch, the entry page: index.html',
      'switch, what leaves: old.html',
    ])
  })

  test.each<[string, Change, string]>([
    ['a new file comes before everything', added(app), 'add, new files: app.js'],
    ['a new page waits for the switch', added(page), 'switch, pages: about.html'],
    ['a new entry waits for the switch', added(index), 'switch, the entry page: index.html'],
    ['other headers come with the changed files', reheadered(app), 'switch, changed files and headers: app.js'],
    ['other headers of a page too', reheadered(index), 'switch, changed files and headers: index.html'],
    ['a file that comes back is as new', restored(app), 'add, new files: app.js'],
    ['a file that is as it was comes with the changed ones', putBack(app), 'switch, changed files and headers: app.js'],
    ['a page that comes back is a page', restored(page), 'switch, pages: about.html'],
    ['an entry that is as it was is an entry', putBack(index), 'switch, the entry page: index.html'],
    ['a file leaves last', removed(logo), 'switch, what leaves: logo.png'],
    ['an entry leaves last, too', removed(index), 'switch, what leaves: index.html'],
    ['the worker’s manifest leaves with the pages', removed(manifest), 'switch, what leaves: ngsw.json'],
  ])('%s', (_, change, stage) => {
    expect(script([change])).toEqual([stage])
  })

  test('has no empty stages', () => {
    expect(stagesOf([], [])).toEqual([])
  })

  test('makes copies of what will be replaced before any visitor sees something new', () => {
    expect(script([added(app), overwritten(logo)], [copied(logo)])).toEqual([
      'add, new files, and copies of what will be replaced: app.js logo.png',
      'switch, changed files and headers: logo.png',
    ])
  })

  test.each<[string, Change]>([
    ['new', added(manifest)],
    ['changed', overwritten(manifest)],
    ['with other headers', reheadered(manifest)],
    ['come back', restored(manifest)],
  ])('leaves the worker’s manifest to the last stage: %s', (_, change) => {
    expect(stagesOf([change], [])).toEqual([])
    expect(lastStageOf([added(app), change])).toEqual({
      wave: 'refresh',
      title: 'service worker manifest',
      steps: [change],
    })
  })

  test('has no last stage for a worker’s manifest that leaves', () => {
    expect(lastStageOf([removed(manifest)]).steps).toEqual([])
  })
})

describe('for any changes', () => {
  const roles = fc.constantFrom<Role>('asset', 'page', 'entry', 'worker-manifest')
  const places = fc.constantFrom('', 'de/', 'de/at/')
  const kinds = fc.constantFrom(added, overwritten, reheadered, restored, putBack, removed)
  const changes = fc.array(
    fc.tuple(roles, places, fc.stringMatching(/^[a-z]{1,5}$/), kinds).map(([role, place, name, make]) => {
      const path = `${place}${role === 'entry' ? 'index.html' : name}`
      return make(asset({ path, role }))
    }),
    { maxLength: 30 },
  )
  const isWrite = ({ kind }: Change): boolean => kind === 'upload' || kind === 'restore'
  const staged = (given: readonly Change[]) =>
    stagesOf(given, []).map(({ wave, steps }) => ({ wave, steps: steps.filter((step) => step.kind !== 'keep') }))

  test('each one is in exactly one stage', () => {
    fc.assert(
      fc.property(changes, (given) => {
        const all = [...stagesOf(given, []), lastStageOf(given)].flatMap(({ steps }) => steps)
        expect(all).toHaveLength(given.length)
        expect(new Set(all)).toEqual(new Set(given))
      }),
    )
  })

  test('no page gets new bytes before all files have theirs', () => {
    fc.assert(
      fc.property(changes, (given) => {
        const writes = staged(given).map(({ steps }) => steps.filter(isWrite).map((change) => change.asset.role))
        const lastAsset = writes.findLastIndex((some) => some.includes('asset'))
        const firstPage = writes.findIndex((some) => some.some((role) => role !== 'asset'))
        expect(firstPage === -1 || lastAsset < firstPage).toBe(true)
      }),
    )
  })

  test('the root entry gets new bytes last of all, and in a stage of its own; only then anything leaves', () => {
    fc.assert(
      fc.property(changes, (given) => {
        const stages = staged(given).filter(({ steps }) => steps.some(isWrite))
        const roots = stages.map(({ steps }) => steps.map((step) => isWrite(step) && step.asset.path === 'index.html'))
        const at = roots.findIndex((some) => some.includes(true))
        expect(at === -1 || (at === roots.length - 1 && roots[at]?.every((root) => root))).toBe(true)

        const leaving = staged(given).findIndex(({ steps }) => steps.some(({ kind }) => kind === 'delete'))
        const lastWrite = staged(given).findLastIndex(({ steps }) => steps.some(isWrite))
        expect(leaving === -1 || leaving > lastWrite).toBe(true)
      }),
    )
  })

  test('what visitors can see is never touched in the wave that is to leave them unaffected', () => {
    fc.assert(
      fc.property(changes, (given) => {
        const early = staged(given).flatMap(({ wave, steps }) => (wave === 'add' ? steps : []))
        expect(early.every((change) => !isOverwrite(change) && change.asset.role === 'asset')).toBe(true)
      }),
    )
  })
})

// The whole plan of a deploy.

import { describe, expect, test } from '@jest/globals'
import type { Plan } from '../../../src/site/model.ts'
import { uploadOf } from '../../../src/site/plan/changes.ts'
import { compare, settled } from '../../../src/site/plan/compare.ts'
import { knownObjects } from '../../../src/site/plan/known.ts'
import { hasWork, planOf, type Target } from '../../../src/site/plan/plan.ts'
import type { Situation } from '../../../src/site/record-model.ts'
import { liveHeaders } from '../support/assets.ts'
import { behavior, caching, distribution, fallback, shop } from '../support/distributions.ts'
import { adoptedFiles, assetsOf, current, objectsOf, release, retained, situation } from '../support/records.ts'

const usual: Target = {
  bucket: 'shop',
  distributions: [distribution()],
  invalidate: 'auto',
  isPurged: () => false,
  deletesUnknown: false,
  mostDeletes: 100,
}

/** Makes these files live; where anybody looks, they have the wanted headers. */
function planned(words: string, from: Situation, target: Partial<Target> = {}): Plan {
  const assets = assetsOf(words)
  const known = knownObjects(from)
  const headers = new Map(assets.map((one) => [one.key, liveHeaders(one)]))
  const comparison = settled(compare(assets, known), headers)
  return planOf(assets, { known, comparison, headers }, uploadOf, from, { ...usual, ...target })
}

/** A plan as a script: what is kept and what changes, then what is invalidated, in the order in which it happens. */
function script({ stages, refreshes, lastStage, lastRefreshes }: Plan): readonly string[] {
  const signs = { upload: '+', restore: '+', copy: '=', delete: '-', keep: '&' }
  const steps = (some: Plan['stages']) =>
    some.flatMap((stage) => stage.steps.map(({ kind, asset: { path } }) => signs[kind] + path))
  const paths = (some: Plan['refreshes']) =>
    some.map((refresh) => `! ${refresh.distribution.id} ${refresh.paths.map(({ path }) => path).join(' ')}`)
  return [...steps(stages), ...paths(refreshes), ...steps([lastStage]), ...paths(lastRefreshes)]
}

const words = 'index.html=1 app.js=1 logo.png=1 ngsw.json=1'
const live = (files: string, given: Partial<Situation['current']> = {}): Situation =>
  situation({ current: current({ live: release(2, files), ...given }) })

describe('a plan', () => {
  test('for an empty bucket uploads everything and invalidates nothing, the worker’s manifest last', () => {
    expect(script(planned(words, situation()))).toEqual(['+app.js', '+logo.png', '+index.html', '+ngsw.json'])
  })

  test.each([
    ['/404.html', []],
    ['/dist/404.html', []],
    ['/beside/404.html', ['! E1 /dist/new.js']],
  ])(
    'fetches a new file anew where nobody knows for how long the page for missing ones, %s, is kept',
    (page, again) => {
      const origins = [{ ...shop, path: '' }]
      const on = distribution({ origins, errorResponses: fallback(page, 0, 404) })
      const inside = page === '/404.html' ? distribution({ errorResponses: fallback(page, 0, 404) }) : on
      const from = live('index.html=1 404.html=1')
      const plan = planned('index.html=1 404.html=1 new.js=1', from, { distributions: [inside] })
      expect(script(plan)).toEqual(['+new.js', ...again])
    },
  )

  test('for a site that is live as built has nothing in it', () => {
    const plan = planned(words, live(words))
    expect(script(plan)).toEqual([])
    expect(plan.unchanged).toBe(4)
  })

  const holding = (minTtl: number) => [distribution({ behaviors: [behavior({ caching: caching({ minTtl }) })] })]

  test.each([
    [0, []],
    [1, []],
    [2, ['! E1 /ngsw.json']],
  ])(
    'for new pages tells CloudFront before the worker’s manifest, and again after it where an edge holds that for %d s',
    (minTtl, again) => {
      const from = live('index.html=0 logo.png=1 ngsw.json=9')
      expect(script(planned(words, from, { distributions: holding(minTtl) }))).toEqual([
        '+app.js',
        '&index.html',
        '&ngsw.json',
        '+index.html',
        '! E1 / /index.html',
        '+ngsw.json',
        ...again,
      ])
    },
  )

  test('keeps what it replaces and what leaves, and tells CloudFront of both', () => {
    const plan = planned('index.html=1', live('index.html=1 old.html=2'))
    expect(script(plan)).toEqual(['&old.html', '-old.html', '! E1 /old.html'])
  })

  test('reads each distribution for itself', () => {
    const plan = planned(words, live('index.html=0 app.js=1 logo.png=1 ngsw.json=1'), {
      distributions: [
        distribution(),
        distribution({ id: 'E2', origins: [{ domainName: 'shop.s3.amazonaws.com', path: '' }] }),
        distribution({ id: 'E3', origins: [{ domainName: 'shop.s3.amazonaws.com', path: '/other' }] }),
      ],
    })
    expect(script(plan).slice(2)).toEqual(['! E1 / /index.html', '! E2 /dist/index.html /dist/ /dist'])
  })

  test('without a distribution invalidates nothing', () => {
    const plan = planned(words, live('index.html=0 app.js=1 logo.png=1 ngsw.json=1'), { distributions: [] })
    expect(script(plan)).toEqual(['&index.html', '+index.html'])
  })

  test('leaves alone what the build does not have, and names it', () => {
    const beside = 'old.js=1 earlier.js=1 notes.txt=1'
    const from = live(`${words} old.js=1`, { ledger: retained('earlier.js=1') })
    const plan = planned(words, { ...from, objects: objectsOf(`${words} ${beside}`) })
    expect(script(plan)).toEqual([])
    expect(plan.retained.map(({ key }) => key)).toEqual(['dist/old.js', 'dist/earlier.js'])
    expect(plan.unknown.map(({ key }) => key)).toEqual(['dist/notes.txt'])
  })

  test('names nothing as staying that leaves', () => {
    const from = { ...live(words), objects: objectsOf(`${words} notes.txt=1`) }
    expect(planned(words, from, { deletesUnknown: true }).unknown).toEqual([])
  })

  test('names as not ours what was there before the first release', () => {
    const adopted = live('', { live: release(0, '', { files: adoptedFiles(`${words} old.html=1`) }) })
    expect(planned(words, adopted).unknown.map(({ key }) => key)).toEqual(['dist/old.html'])
  })

  test('tells of changes by hand, and of too many deletions', () => {
    const from = { ...live(`${words} a.html=1 b.html=1`), objects: objectsOf('index.html=0 a.html=1 b.html=1') }
    const plan = planned(words, from, { mostDeletes: 1 })
    expect(plan.edits.map(({ path }) => path)).toEqual(['index.html', 'app.js', 'logo.png', 'ngsw.json'])
    expect(plan.refusedDeletes).toBe(2)
  })
})

describe('after a release that did not finish, a plan', () => {
  const unfinished = (given: string, there: string): Situation => ({
    ...live(words),
    objects: objectsOf(there),
    open: [release(3, given)],
  })

  test('tells CloudFront of what visitors may have got, though it is as wanted now', () => {
    const changed = 'index.html=2 app.js=1 logo.png=2 ngsw.json=1'
    expect(script(planned(changed, unfinished(changed, changed)))).toEqual(['! E1 / /index.html /logo.png'])
  })

  test('tells CloudFront of the worker’s manifest after it, and not before', () => {
    const changed = 'index.html=1 app.js=1 logo.png=1 ngsw.json=2'
    const plan = planned(words, unfinished(changed, changed))
    expect(script(plan)).toEqual(['+ngsw.json', '! E1 /ngsw.json'])
  })

  test('tells CloudFront of the worker’s manifest with the rest, where it is as wanted', () => {
    const changed = 'index.html=1 app.js=1 logo.png=1 ngsw.json=2'
    expect(script(planned(changed, unfinished(changed, changed)))).toEqual(['! E1 /ngsw.json'])
  })
})

describe('there is work', () => {
  const none: Situation = live(words)
  const purged = (until: number) => live(words, { purged: [{ glob: '*.map', until }] })

  test.each<[string, string, Situation, readonly string[], boolean]>([
    ['where something changes', `${words} new.js=1`, none, [], true],
    ['where only the worker’s manifest changes', words.replace('ngsw.json=1', 'ngsw.json=2'), none, [], true],
    ['where a release did not finish', words, { ...none, open: [release(3, words)] }, [], true],
    ['where earlier releases are to be purged', words, none, ['*.map'], true],
    ['where they were purged before the live one', words, purged(1), ['*.map'], true],
    ['not where they have been purged', words, purged(2), ['*.map'], false],
    ['where only one of two globs has been', words, purged(2), ['*.map', 'drafts/**'], true],
    ['not where all is as wanted', words, none, [], false],
  ])('%s', (_, files, from, purge, is) => {
    expect(hasWork(planned(files, from), from, purge)).toBe(is)
  })
})

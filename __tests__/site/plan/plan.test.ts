// The whole plan of a deploy.

import { describe, expect, test } from '@jest/globals'
import type { Plan } from '../../../src/site/model.ts'
import { compare, settled } from '../../../src/site/plan/compare.ts'
import { planDeploy, type Target } from '../../../src/site/plan/plan.ts'
import { asset, live, liveHeaders } from '../support/assets.ts'
import { distribution } from '../support/distributions.ts'

const index = asset({ path: 'index.html', role: 'entry' })
const app = asset({ path: 'app.js' })
const logo = asset({ path: 'logo.png' })
const manifest = asset({ path: 'ngsw.json', role: 'worker-manifest' })
const assets = [index, app, logo, manifest]
const target: Target = { bucket: 'shop', distributions: [distribution()], invalidate: 'auto' }

function planOf(objects: Parameters<typeof compare>[1], on: Partial<Target> = {}): Plan {
  const headers = new Map(assets.map((one) => [one.key, liveHeaders(one)]))
  return planDeploy(assets, settled(compare(assets, objects), headers), headers, { ...target, ...on })
}

/** A plan as a script: what changes, then what is invalidated, in the order in which it happens. */
function script({ stages, refreshes, lastStage, lastRefreshes }: Plan): readonly string[] {
  const changes = (some: Plan['stages']) => some.flatMap((stage) => stage.changes.map((change) => change.asset.path))
  const paths = (some: Plan['refreshes']) =>
    some.map((refresh) => `! ${refresh.distribution.id} ${refresh.paths.map(({ path }) => path).join(' ')}`)
  return [...changes(stages), ...paths(refreshes), ...changes([lastStage]), ...paths(lastRefreshes)]
}

const other = { size: 1, etag: 'x' }

describe('a plan', () => {
  test('for an empty bucket uploads everything and invalidates nothing, the worker’s manifest last', () => {
    expect(script(planOf([]))).toEqual(['app.js', 'logo.png', 'index.html', 'ngsw.json'])
  })

  test('for a site that is live as built has nothing in it', () => {
    const plan = planOf(assets.map((one) => live(one)))
    expect(script(plan)).toEqual([])
    expect(plan.unchanged).toBe(4)
  })

  test('for new pages tells CloudFront before the worker’s manifest, and again after it', () => {
    const plan = planOf([live(index, other), live(logo), live(manifest, other)])
    expect(script(plan)).toEqual(['app.js', 'index.html', '! E1 / /index.html', 'ngsw.json', '! E1 /ngsw.json'])
    expect(plan.unchanged).toBe(1)
  })

  test('reads each distribution for itself', () => {
    const plan = planOf([live(index, other), live(app), live(logo), live(manifest)], {
      distributions: [
        distribution(),
        distribution({ id: 'E2', origins: [{ domainName: 'shop.s3.amazonaws.com', path: '' }] }),
        distribution({ id: 'E3', origins: [{ domainName: 'shop.s3.amazonaws.com', path: '/other' }] }),
      ],
    })
    expect(script(plan)).toEqual(['index.html', '! E1 / /index.html', '! E2 /dist/index.html /dist/ /dist'])
  })

  test('without a distribution invalidates nothing', () => {
    expect(script(planOf([live(index, other), live(app), live(logo), live(manifest)], { distributions: [] }))).toEqual([
      'index.html',
    ])
  })

  test('leaves alone what the build does not have, and names it', () => {
    const old = { key: 'dist/old.js', size: 3, etag: 'x' }
    const plan = planOf([...assets.map((one) => live(one)), old])
    expect(script(plan)).toEqual([])
    expect(plan.stale).toEqual([old])
  })
})

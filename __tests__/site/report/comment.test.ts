// The comment on a pull request, for those who review it.

import { describe, expect, test } from '@jest/globals'
import type { Refresh } from '../../../src/site/model.ts'
import { commentOf, markerOf, whyNoComment } from '../../../src/site/report/comment.ts'
import type { Report } from '../../../src/site/report/report.ts'
import { added, asset, removed } from '../support/assets.ts'
import { distribution } from '../support/distributions.ts'
import { current, filesOf, release } from '../support/records.ts'
import { plan, planOf, report } from '../support/reports.ts'

const script = asset({ path: 'app.js', size: 2000, headers: { 'Content-Type': 'text/javascript' } })
const planned = (given: Partial<Report> = {}): Report => report({ mode: 'plan', outcome: 'planned', ...given })
const refresh = (...paths: readonly string[]): Refresh => ({
  distribution: distribution(),
  paths: paths.map((path) => ({ path, reason: 'content changed' })),
})

test.each<[string, string, string]>([
  ['shop', 'dist', '<!-- colt-deploy:plan shop/dist -->'],
  ['shop', '', '<!-- colt-deploy:plan shop/ -->'],
  ['shop', 'a --> <b>\n', '<!-- colt-deploy:plan shop/a%20--%3E%20%3Cb%3E%0A -->'],
])('the marker of %s and "%s" is one line that nobody sees', (bucket, prefix, marker) => {
  expect(markerOf({ bucket, prefix })).toBe(marker)
  expect(commentOf(planned({ bucket, prefix })).split('\n')[0]).toBe(marker)
})

test('nobody comments without a pull request, nor on one of strangers', () => {
  const of = (stranger: 'fork' | 'dependabot' | undefined) => whyNoComment({ number: 7, stranger })
  expect(whyNoComment(undefined)).toBe('No comment: the event of this run is no pull request.')
  expect(of('fork')).toBe(
    'No comment on pull request 7: it comes from a fork, to which GitHub gives no token that can write.',
  )
  expect(of('dependabot')).toContain('it comes from Dependabot, to which')
  expect(of(undefined)).toBe('')
})

describe('it tells', () => {
  test('what would change, how sizes change, and what would be invalidated and why', () => {
    const live = release(2, '', { files: filesOf('app.js=x', { size: 1500 }) })
    const told = commentOf(
      planned({
        plan: { ...planOf(added(script), removed(asset({ path: 'old.html' }))), refreshes: [refresh('/app.js')] },
        wanted: [script],
        current: current({ live }),
      }),
    )
    expect(told).toContain('## Plan: 2 changes')
    expect(told).toContain('| Scripts | 1 | 0 | 0 | 0 | 2.0 kB |')
    expect(told).toContain('| Scripts | 1.5 kB | 2.0 kB | +500 B (+33.3 %) |')
    expect(told).toMatch(/### To be invalidated[\s\S]*<code>\/app\.js<\/code> \| content changed \|/)
    expect(told).toMatch(/<summary>Biggest files<\/summary>[\s\S]*<code>app\.js<\/code> \| 2\.0 kB/)
  })

  test('each warning once', () => {
    const told = commentOf(planned({ warnings: ['Look here.', 'Look there.', 'Look here.'] }))
    expect(told).toContain('### Warnings\n\n- Look here.\n- Look there.\n\n')
  })

  test('why a plan failed', () => {
    const told = commentOf(planned({ outcome: 'failed', plan: undefined, failures: ['Could not list s3://shop.'] }))
    expect(told).toContain('## Plan failed\n')
    expect(told).toContain('> Could not list s3://shop.')
  })

  test('what was built, where nothing was compared', () => {
    const told = commentOf(planned({ plan: undefined, wanted: [script], blind: 'Nothing was compared.' }))
    expect(told).toContain('## Build: 1 file\n')
    expect(told).toContain('Nothing was compared.')
    expect(told).toContain('| Scripts | 1 | 2.0 kB |')
  })

  test('nothing that differs from run to run', () => {
    const phases = (milliseconds: number) => ({ phases: [{ name: 'Read', milliseconds }] })
    expect(commentOf(planned(phases(100)))).toBe(commentOf(planned(phases(2000))))
  })
})

describe('names that strangers choose', () => {
  test.each<[string, string]>([
    ['@octocat and @acme/team', '@\u200boctocat and @\u200bacme/team'],
    ['closes #12', 'closes &#35;\u200b12'],
    ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert&#40;1&#41;&gt;'],
    ['</details>\n<!-- x -->', '&lt;/details&gt;\\u000a'.replace('\\', '&#92;')],
  ])('%j calls nobody and marks nothing up in a warning', (name, shown) => {
    expect(commentOf(planned({ warnings: [`Excluded: ${name}`] }))).toContain(`- Excluded: ${shown}`)
  })

  test('stay as they are in code, where GitHub looks for nobody', () => {
    const told = commentOf(planned({ plan: planOf(added(asset({ path: '@acme/</code>@x.js' }))) }))
    expect(told).toContain('<code>@acme/&lt;/code&gt;@x.js</code>')
  })
})

describe('GitHub takes 65,536 characters', () => {
  const paths = Array.from({ length: 3000 }, (_, at) => `/${'|'.repeat(50)}/${at}`)
  const huge = planned({
    plan: { ...plan(), refreshes: [refresh(...paths)] },
    warnings: Array.from({ length: 50 }, (_, at) => `${at}${'#'.repeat(100)}`),
    failures: ['x'.repeat(100_000)],
  })

  test('and gets no more: what does not fit is left out whole', () => {
    const told = commentOf(huge)
    expect(told.length).toBeLessThanOrEqual(65_536)
    expect(told).toContain('in the summary of the run')
    expect(told).not.toContain('### To be invalidated')
    expect(told).toContain('### Warnings')
  })

  test('a long sentence is cut, before it is made Markdown', () => {
    expect(commentOf(huge)).toContain(`> ${'x'.repeat(1000)}…\n`)
  })

  test('what fits is whole', () => {
    expect(commentOf(planned())).not.toContain('in the summary of the run')
  })
})

// What was built, where nothing was compared with it.

import { describe, expect, test } from '@jest/globals'
import { blindSentence } from '../../../src/site/report/build.ts'
import { summaryOf } from '../../../src/site/report/summary.ts'
import { asset, noCache } from '../support/assets.ts'
import { report } from '../support/reports.ts'

const page = asset({ path: 'index.html', role: 'entry', size: 500 })
const script = asset({
  path: 'main.js',
  size: 2000,
  headers: { 'Cache-Control': 'public, max-age=300', 'Content-Type': 'text/javascript' },
})
const blind = blindSentence('fork')
const told = (wanted = [page, script]) => summaryOf(report({ outcome: 'planned', plan: undefined, wanted, blind }))

test.each<[Parameters<typeof blindSentence>[0], string]>([
  ['fork', 'the pull request comes from a fork, to which GitHub gives no credentials.'],
  ['dependabot', 'the pull request comes from Dependabot, to which GitHub gives no credentials.'],
  [undefined, '`compare` is `false`, so nothing was asked of AWS.'],
])('the reason for %s', (stranger, why) => {
  expect(blindSentence(stranger)).toBe(`Nothing was compared with what is live: ${why}`)
})

describe('the summary', () => {
  test('says how much was built, and why nothing was compared', () => {
    expect(told().split('\n\n').slice(0, 3)).toEqual(['## Build: 2 files', expect.stringContaining('s3:'), blind])
  })

  test('has the sizes by kind, the caching, and the headers of each file, the biggest first', () => {
    const lines = told().split('\n')
    expect(lines).toContain('| Pages and workers | 1 | 500 B |')
    expect(lines).toContain('| Scripts | 1 | 2.0 kB |')
    expect(lines).toContain('- 1 file with no-cache')
    const rows = lines.filter((line) => line.startsWith('| <code>'))
    expect(rows).toEqual([
      '| <code>main.js</code> | 2.0 kB | Cache-Control: public, max-age=300<br>Content-Type: text/javascript |',
      `| <code>index.html</code> | 500 B | ${Object.entries(noCache)
        .map(([name, value]) => `${name}: ${value}`)
        .join('<br>')} |`,
    ])
  })

  test('lists the hundred biggest of many', () => {
    const many = Array.from({ length: 120 }, (_, at) => asset({ path: `${at}.js`, size: at }))
    const rows = told(many)
      .split('\n')
      .filter((line) => line.startsWith('| <code>'))
    expect([rows.length, rows[0]?.includes('119.js')]).toEqual([100, true])
    expect(told(many)).toContain('The 100 biggest files')
  })

  test('of a build that could not be read says only why nothing was compared', () => {
    expect(told([])).toContain(blind)
    expect(told([])).not.toContain('| Kind |')
  })
})

// How scripts and styles grow or shrink against what is live.

import { expect, test } from '@jest/globals'
import { sizeDelta } from '../../../src/site/report/size-delta.ts'
import { asset } from '../support/assets.ts'
import { current, filesOf, release } from '../support/records.ts'

/** `app.js=1200` is a script of so many bytes. */
const sized = (words: string) =>
  words.split(' ').map((word) => {
    const [path = '', size] = word.split('=')
    return asset({ path, size: Number(size) })
  })

const recorded = (words: string) => {
  const files = sized(words).flatMap(({ path, size }) => filesOf(`${path}=x`, { size }))
  return current({ live: release(2, '', { files }) })
}

test.each<[string, string, string, string, string]>([
  [
    'other names count together',
    'a-1.js=1000 b.mjs=500',
    'a-2.js=1200 c.MJS=600',
    '| Scripts | 1.5 kB | 1.8 kB | +300 B (+20.0 %) |',
    '| Styles | 0 B | 0 B | none |',
  ],
  [
    'less is less',
    'a.js=1000 a.css=100',
    'a.js=1000 a.css=25',
    '| Scripts | 1.0 kB | 1.0 kB | none |',
    '| Styles | 100 B | 25 B | −75 B (−75.0 %) |',
  ],
  [
    'there is no share of nothing',
    'index.html=1',
    'a.js=7',
    '| Scripts | 0 B | 7 B | +7 B |',
    '| Styles | 0 B | 0 B | none |',
  ],
  [
    'what only looks like one is none',
    'a.js.map=5 js=5',
    'a.json=9 b.css.gz=9',
    '| Scripts | 0 B | 0 B | none |',
    '| Styles | 0 B | 0 B | none |',
  ],
])('%s', (_, live, wanted, ...lines) => {
  const told = sizeDelta({ wanted: sized(wanted), current: recorded(live), blind: '' })
  expect(told.split('\n').slice(2)).toEqual(lines)
})

test('where nothing is recorded as live, the sizes stand alone', () => {
  const told = sizeDelta({ wanted: sized('a.js=7'), current: undefined, blind: '' })
  expect(told).toContain('| Scripts | not recorded | 7 B |  |')
})

test.each([
  ['nothing is wanted', { wanted: [], current: recorded('a.js=1'), blind: '' }],
  ['nothing was compared', { wanted: sized('a.js=1'), current: undefined, blind: 'Nothing was compared.' }],
])('where %s, nothing is said', (_, given) => {
  expect(sizeDelta(given)).toBe('')
})

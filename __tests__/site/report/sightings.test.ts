// What was seen of the live site, in the job summary.

import { expect, test } from '@jest/globals'
import type { Verification } from '../../../src/site/model.ts'
import { sightingsOf } from '../../../src/site/report/sightings.ts'

const verification = (given: Partial<Verification>): Verification => ({
  verdict: 'right',
  findings: [],
  warnings: [],
  looked: 12,
  skipped: 0,
  ...given,
})

test('nothing where nobody looked', () => {
  expect(sightingsOf([])).toBe('')
})

test('each address with its verdict and what was looked at, then what was found there', () => {
  const finding = (sentence: string) => ({ address: 'https://shop.example/', sentence })
  const wrong = verification({ verdict: 'wrong', findings: [finding('main.js is missing.')], warnings: ['No <b>.'] })
  const sightings = [
    { url: 'https://shop.example/', release: 8, verification: wrong },
    { url: 'https://shop.example/', release: 7, verification: verification({ skipped: 4 }) },
  ]
  expect(sightingsOf(sightings).split('\n')).toEqual([
    '### Seen from outside',
    '',
    '| Address | Release | It is | Looked at |',
    '| --- | --- | --- | --- |',
    '| <https://shop.example/> | 8 | **not as built** | 12 addresses |',
    '| <https://shop.example/> | 7 | as built | 12 addresses, 4 more files not |',
    '',
    '- main.js is missing.',
    '- No &lt;b&gt;.',
  ])
})

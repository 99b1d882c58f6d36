// What a person should look at.

import { describe, expect, test } from '@jest/globals'
import type { HandEdit } from '../../../src/site/model.ts'
import { editWarnings, excludedWarnings, refusedWarnings, rehashedWarnings } from '../../../src/site/report/warnings.ts'
import { asset } from '../support/assets.ts'
import { objectsOf } from '../support/records.ts'
import { plan } from '../support/reports.ts'

const many = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `${at}.js`)

test('where there is nothing to look at, nothing is said', () => {
  const nothing = plan()
  expect(rehashedWarnings([])).toEqual([])
  expect(editWarnings(nothing)).toEqual([])
  expect(refusedWarnings(nothing)).toEqual([])
  expect(excludedWarnings(nothing, 'dist', () => true)).toEqual([])
})

describe('hashed names that carried two contents', () => {
  const told = (count: number) => rehashedWarnings(many(count).map((path) => asset({ path })))

  test('are named, with what follows from it', () => {
    expect(told(2)).toEqual([
      'Other content than before under the same hashed name: 0.js, 1.js. It is published and invalidated, and from now on ' +
        'served with no-cache, but browsers that have the old one keep it. Does the bundler hash before it is done with a file?',
    ])
  })

  test.each([
    [5, '0.js, 1.js, 2.js, 3.js, 4.js. It'],
    [8, '0.js, 1.js, 2.js, 3.js, 4.js and 3 more. It'],
  ])('are named as far as five: of %d', (count, names) => {
    expect(told(count)).toEqual([expect.stringContaining(`hashed name: ${names}`)])
  })
})

describe('changes by hand', () => {
  const edit = (path: string, what = 'other content'): HandEdit => ({ key: `dist/${path}`, path, what })
  const told = (...edits: readonly HandEdit[]) => editWarnings(plan({ edits }))

  test('are named, each with what was changed', () => {
    expect(told(edit('index.html'), edit('a.css', 'deleted'), edit('b.css', 'other headers'))).toEqual([
      'Changed by hand since the last release: index.html (other content), a.css (deleted), b.css (other headers). ' +
        'What the release has is put right.',
    ])
  })

  test('are named as far as five', () => {
    const [sentence] = told(...many(7).map((path) => edit(path)))
    expect(sentence).toContain('4.js (other content) and 2 more. What')
    expect(sentence).not.toContain('5.js')
  })
})

test.each([
  [1, '1 object'],
  [300, '300 objects'],
])('too many deletions are refused, with what to do where they are meant: %d', (refusedDeletes, objects) => {
  expect(refusedWarnings(plan({ refusedDeletes }))).toEqual([
    `${objects} that the release does not have would leave: more than are likely to be meant. ` +
      'They stay. Is the build complete? If it is, raise `max-deletes` for one run.',
  ])
})

describe('excluded files that visitors can still get', () => {
  const isMap = (path: string) => path.endsWith('.map')

  test('are named, whether a release put them there or somebody else', () => {
    const given = plan({ retained: objectsOf('a.js.map=1 a.js=1'), unknown: objectsOf('b.js.map=1 b.js=1') })
    expect(excludedWarnings(given, 'dist', isMap)).toEqual([
      'Excluded, and still public: a.js.map, b.js.map. To remove them at once, name them in `purge`.',
    ])
  })

  test('are asked for by their paths below the prefix', () => {
    const asked: string[] = []
    const never = (path: string) => asked.push(path) === 0
    const there = objectsOf('a.js=1')
    excludedWarnings(plan({ unknown: there }), 'dist', never)
    excludedWarnings(plan({ unknown: there }), '', never)
    expect(asked).toEqual(['a.js', 'dist/a.js'])
  })

  test('are named as far as five', () => {
    const unknown = objectsOf(
      many(9)
        .map((path) => `${path}.map=1`)
        .join(' '),
    )
    const [sentence] = excludedWarnings(plan({ unknown }), 'dist', isMap)
    expect(sentence).toContain('4.js.map and 4 more. To')
  })
})

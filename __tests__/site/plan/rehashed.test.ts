// Hashed names that have carried two contents.

import { describe, expect, test } from '@jest/globals'
import { compare, settled } from '../../../src/site/plan/compare.ts'
import { knownObjects } from '../../../src/site/plan/known.ts'
import { askedForEachTime, newlyRehashed, rehashedKeys } from '../../../src/site/plan/rehashed.ts'
import type { Situation } from '../../../src/site/record-model.ts'
import { adoptedFiles, assetsOf, current, objectsOf, release, retained, situation } from '../support/records.ts'

const name = 'main-6JLMM7WW.js'

/** The paths that have carried two contents, where these files are wanted. */
function rehashed(words: string, given: Partial<Situation>): readonly string[] {
  const assets = assetsOf(words)
  const from = situation(given)
  const comparison = settled(compare(assets, knownObjects(from)), new Map())
  return [...rehashedKeys(assets, comparison, from)].map((key) => key.slice('dist/'.length))
}

describe('a hashed name has carried two contents', () => {
  test.each<[string, string, Partial<Situation>, boolean]>([
    [
      'where the live release has it otherwise',
      `${name}=2`,
      { current: current({ live: release(2, `${name}=1`) }) },
      true,
    ],
    [
      'where an earlier release had it otherwise, though it is gone',
      `${name}=2`,
      { current: current({ ledger: retained(`${name}=1`) }), objects: [] },
      true,
    ],
    ['where an unfinished release has it otherwise', `${name}=2`, { open: [release(3, `${name}=1`)] }, true],
    ['where one had it that was found before', `${name}=2`, { settled: [release(1, `${name}=1`)] }, true],
    ['where somebody has put another there', `${name}=2`, { objects: objectsOf(`${name}=1`) }, true],
    ['once it did, whatever is there now', `${name}=2`, { current: current({ rehashed: [`dist/${name}`] }) }, true],
    [
      'once it did, though the release does not have it',
      '',
      { current: current({ rehashed: [`dist/${name}`] }) },
      true,
    ],
    ['not where it is as it was', `${name}=1`, { current: current({ live: release(2, `${name}=1`) }) }, false],
    ['not where it is new', `${name}=1`, {}, false],
    [
      'not where it was about to be pruned and is as it was',
      `${name}=1`,
      { current: current({ ledger: retained(`${name}=1`, { condemned: true }) }) },
      false,
    ],
    [
      'not where nobody has read what was there, and it is the same',
      `${name}=1`,
      { current: current({ live: release(0, '', { files: adoptedFiles(`${name}=1`) }) }) },
      false,
    ],
  ])('%s', (_, words, given, is) => {
    expect(rehashed(words, given)).toEqual(is ? [name] : [])
  })

  test('and no other name does', () => {
    expect(rehashed('app.js=2', { current: current({ live: release(2, 'app.js=1') }) })).toEqual([])
  })
})

test('a person is told of it once', () => {
  const [file] = assetsOf(`${name}=2`)
  const files = file ? [file] : []
  const keys = new Set([`dist/${name}`])
  expect(newlyRehashed(files, keys, situation())).toEqual(files)
  expect(newlyRehashed(files, new Set(), situation())).toEqual([])
  expect(newlyRehashed(files, keys, situation({ current: current({ rehashed: [...keys] }) }))).toEqual([])
})

describe('a file of an earlier release is asked for each time', () => {
  const immutable = { 'Cache-Control': 'immutable', 'Content-Type': 'text/javascript' }
  const files = assetsOf(`${name}=1 chunk-ABCDEFGH.js=1 app.js=1`).map((file) => ({ ...file, headers: immutable }))

  test('where its name has carried two contents, and nothing else about it changes', () => {
    const [main, ...others] = askedForEachTime(files, new Set([`dist/${name}`]))
    expect(main).toEqual({ ...files[0], hashed: false, headers: { ...immutable, 'Cache-Control': 'no-cache' } })
    expect(others).toEqual(files.slice(1))
  })

  test('not where nobody trusted the name', () => {
    expect(askedForEachTime(files, new Set(['dist/app.js']))).toEqual(files)
  })
})

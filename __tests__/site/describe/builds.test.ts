// Every file of nineteen real builds is cached as it must be; pictures and scripts from public/ look like hashes in each.

import { describe, expect, test } from '@jest/globals'
import { cacheControlOf } from '../../../src/site/describe/cache-control.ts'
import { provenHashes } from '../../../src/site/describe/hashes.ts'
import { roleTeller } from '../../../src/site/describe/roles.ts'
import { keptBuilds, keptFiles, read } from './kept-build.ts'

const words: Readonly<Record<string, string>> = {
  'public, max-age=31536000, immutable': 'immutable',
  'public, max-age=300': 'short',
  'no-cache': 'no-cache',
}

describe.each(keptBuilds)('%s', (kind) => {
  const kept = keptFiles(kind)
  const { files, candidates } = read(kept)

  test('each file is immutable, short or asked for as the build calls for', () => {
    const proven = provenHashes(files, candidates)
    const roleOf = roleTeller(kept.map(({ path }) => path))
    const caching = kept.map(({ path }) => `${words[cacheControlOf(path, roleOf(path), proven.has(path))]} ${path}`)
    expect(caching).toEqual(kept.map(({ path, caching }) => `${caching} ${path}`))
  })

  test('nothing that people put into the sources and no source map is immutable', () => {
    const immutable = kept.filter(({ caching }) => caching === 'immutable').map(({ path }) => path)
    expect(
      immutable.filter((path) => /BRANDING|SUMMER24|PORTRAIT|LANDMARK|a1b2c3d4|20240131|\.map$/.test(path)),
    ).toEqual([])
  })

  test('where the same bytes lie in the sources, even a proven file is not', () => {
    const [copied = ''] = provenHashes(files, candidates)
    expect(provenHashes(files, candidates, new Set([copied])).has(copied)).toBe(false)
  })

  test('without the files that refer to them, no hash is proven', () => {
    const silent = files.map((file) => ({ ...file, mentions: new Set<string>() }))
    expect(provenHashes(silent, candidates)).toEqual(new Set())
  })
})

test('the kinds of builds that are kept', () => {
  expect(keptBuilds).toEqual(
    expect.arrayContaining([
      'angular',
      'angular-no-hashing',
      'astro',
      'docusaurus',
      'next',
      'sveltekit',
      'vite',
      'vitepress',
      'webpack',
    ]),
  )
})

// What is to be looked at: the entry, what it loads, what that names, and what the service worker's table holds.

import { addressOf, pathOf, rootAt } from './addresses.ts'
import { entryAddress } from './entry.ts'
import { expectationOf, kindOf } from './judge.ts'
import type { Baseline, Check, Expectation, ExpectedFile, Right, Seen } from './model.ts'
import { namedFiles, releaseOf } from './named.ts'
import { pageReferences } from './references.ts'
import { newRegister } from './register.ts'
import { workerTables } from './worker-tables.ts'

/** Files that are looked at, beside those that the entry itself loads; of a service worker's table as many again. */
const MOST_FILES = 200

export interface Crawl {
  readonly first: readonly Check[]
  /** What those that are right make it necessary to look at. */
  next(right: readonly Seen<Right>[]): readonly Check[]
  /** The entry, once it has been right. */
  entry(): Right | undefined
  skipped(): number
}

export function crawlOf(files: readonly ExpectedFile[], entry: ExpectedFile, url: string, baseline: Baseline): Crawl {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const release = releaseOf([...byPath.keys()])
  const tables = workerTables((path) => byPath.has(path))
  const register = newRegister()
  let whence = { root: url, base: url }
  let [sawEntry, room]: [Right | undefined, number] = [undefined, MOST_FILES]

  function checkOf(path: string, by: string): Check {
    const file = byPath.get(path)
    const expected: Expectation = file ? expectationOf(file) : { kind: kindOf(path), path: '' }
    return { address: addressOf(path, whence.root), by, expected: { ...expected, sha1: tables.sha1Of(path) } }
  }

  /** Whatever the entry loads by itself; what else lies on its origin as well. */
  function loadedBy(page: Right): readonly Check[] {
    const { base, references } = pageReferences(page.text, page.address)
    whence = { root: rootAt(page.address, url), base }
    sawEntry = page
    return references.map(({ address, kind }) => {
      const path = pathOf(address, whence.root) ?? ''
      if (byPath.has(path)) return { ...checkOf(path, entry.path), address }
      return { address, by: entry.path, expected: { kind, path: '' }, excused: baseline.missing.has(address) }
    })
  }

  function namedBy({ check, judgement }: Seen<Right>): readonly Check[] {
    const { path } = check.expected
    const paths = path === '' ? [] : namedFiles(judgement.text, { ...whence, path }, release)
    return paths.map((one) => checkOf(one, path))
  }

  const ownAddress = entryAddress(entry.path, url)
  const manifests = files.filter(({ role }) => role === 'worker-manifest')
  return {
    first: register.take([
      { ...checkOf(entry.path, ''), address: ownAddress },
      // As Angular's worker asks: past every cache that heeds the query.
      ...manifests.map(({ path }) => ({ ...checkOf(path, ''), fresh: true })),
    ]),
    next(right) {
      tables.note(right)
      const listed = tables.read(right)
      const page = right.find(({ check }) => check.address === ownAddress)
      const own = page === undefined ? [] : register.take(loadedBy(page.judgement))
      const named = register.sample(right.flatMap(namedBy), room)
      room -= named.length
      const inTable = listed.map(({ path, by }) => checkOf(path, by))
      return [...own, ...named, ...register.sample(inTable, MOST_FILES), ...tables.disputed()]
    },
    entry: () => sawEntry,
    skipped: register.leftOut,
  }
}

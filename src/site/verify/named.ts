// Which files of the release the text of a file names: a string counts when it leads to one, or holds the hash of its name.

import { posix } from 'node:path'
import { baseName, isManifest, isPage, isServiceWorker } from '../describe/file-kinds.ts'
import { type HashCandidates, hashCandidates } from '../describe/hashes.ts'
import { hashesIn } from '../describe/occurrences.ts'
import { pageStrings } from '../describe/page-strings.ts'
import { scriptStrings } from '../describe/script-strings.ts'
import { styleStrings } from '../describe/style-strings.ts'
import { pathOf } from './addresses.ts'

export interface Release {
  has(path: string): boolean
  /** Does any path end in this name? */
  hasName(name: string): boolean
  readonly hashes: HashCandidates
  /** The files whose names have this hash. */
  withHash(hash: string): readonly string[]
}

export function releaseOf(paths: readonly string[]): Release {
  const [all, names] = [new Set(paths), new Set(paths.map(baseName))]
  const hashes = hashCandidates(paths)
  const byHash = Map.groupBy(hashes.byPath.values(), ({ hash }) => hash)
  return {
    has: (path) => all.has(path),
    hasName: (name) => names.has(name),
    hashes,
    withHash: (hash) => (byHash.get(hash) ?? []).map(({ path }) => path),
  }
}

export interface Whence {
  readonly path: string
  /** The address of the root of the site. */
  readonly root: string
  /** What the entry's relative addresses are relative to. */
  readonly base: string
}

/** Each once. Pages are not among them: they are no part of what a page needs. */
export function namedFiles(text: string, from: Whence, release: Release): readonly string[] {
  const strings = new Set(lexerOf(from.path)?.(text) ?? [])
  const found = [...ledTo(strings, from, release), ...hashed(strings, release)]
  return [...new Set(found)].filter((path) => path !== from.path && !isPage(path))
}

function ledTo(strings: ReadonlySet<string>, from: Whence, release: Release): readonly string[] {
  return [...strings].flatMap((string) => {
    const plain = bare(string)
    if (!release.hasName(nameIn(plain))) return []
    return readings(plain, from).find((path) => release.has(path)) ?? []
  })
}

/** Without the marks of the language around it, and without query and fragment. */
function bare(string: string): string {
  return string
    .replace(/^\s*(?:url\(\s*)?["'`}]?\s*/i, '')
    .replace(/[?#].*$/s, '')
    .replace(/(?:\$\{|["'`])?\s*\)?\s*$/, '')
}

/** Webpack puts the names of its chunks together at run time, from a table of their hashes. */
function hashed(strings: ReadonlySet<string>, { hashes, withHash }: Release): readonly string[] {
  return [...hashesIn([...strings].join('\n'), hashes)].flatMap(withHash)
}

/** Lists of everything there is, and service workers that hold one, say nothing of what a page needs. */
function lexerOf(path: string): ((text: string) => readonly string[]) | undefined {
  if (isPage(path)) return pageStrings
  if (/\.css$/i.test(path)) return styleStrings
  return /\.[cm]?js$/i.test(path) && !isServiceWorker(path) && !isManifest(path) ? scriptStrings : undefined
}

function nameIn(string: string): string {
  return baseName(decoded(string))
}

function decoded(string: string): string {
  try {
    return decodeURIComponent(string)
  } catch {
    return string
  }
}

/** What the string can mean: relative to the file, to the entry's base, to the root; or a plain name beside the file. */
function readings(string: string, { path, root, base }: Whence): readonly string[] {
  const folder = posix.dirname(path)
  const plain = decoded(string)
  const addressed = [resolved(string, base), resolved(string, root)].map((one) => one && pathOf(one, root))
  const all = [posix.join(folder, plain), ...addressed, posix.join(folder, baseName(plain))]
  return all.filter((one) => one !== undefined)
}

function resolved(string: string, base: string): string | undefined {
  return URL.canParse(string, base) ? new URL(string, base).href : undefined
}

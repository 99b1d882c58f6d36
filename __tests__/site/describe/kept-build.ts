// A kept build: the list of all its files with the caching each must get, and those of its files that refer to others.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashCandidates, type MentioningFile, mayMention, mentionFinder } from '../../../src/site/describe/hashes.ts'

const home = join(import.meta.dirname, '../../builds')

export const keptBuilds: readonly string[] = readdirSync(home)
  .filter((kind) => existsSync(join(home, kind, 'caching.txt')))
  .sort()

export interface KeptFile {
  readonly path: string
  readonly caching: string
  /** Empty where the bytes were not kept. */
  readonly text: string
}

export function keptFiles(kind: string): readonly KeptFile[] {
  const lines = readFileSync(join(home, kind, 'caching.txt'), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => {
    const [, caching = '', path = ''] = /^(\S+)\s+(.+)$/.exec(line) ?? []
    const place = join(home, kind, 'files', path)
    return { path, caching, text: existsSync(place) ? readFileSync(place, 'utf8') : '' }
  })
}

/** What the reading room makes of texts. */
export function read(texts: readonly { readonly path: string; readonly text: string }[]): {
  readonly files: readonly MentioningFile[]
  readonly candidates: ReturnType<typeof hashCandidates>
} {
  const candidates = hashCandidates(texts.map(({ path }) => path))
  const mentions = mentionFinder(candidates)
  const files = texts.map(({ path, text }) => ({
    path,
    md5: 'none',
    sha256: 'none',
    mentions: mayMention(path) ? mentions(path, text) : new Set<string>(),
  }))
  return { files, candidates }
}

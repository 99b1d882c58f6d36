// Which hashes of other files' names a built file refers to, in a way that makes a browser load them.

import type { HashCandidates } from './candidates.ts'
import { baseName, isManifest, isPage, isServiceWorker } from './file-kinds.ts'
import { pageStrings } from './page-strings.ts'
import { scriptStrings } from './script-strings.ts'
import { styleStrings } from './style-strings.ts'

/** JSON that a page's own code loads to know what to load next. */
const payload = /^(?:_payload|__data|page-data|remoteEntry|mf-manifest|federation\.manifest)\.json$|\.webmanifest$/

/** May this file refer to others so that it counts? Lists of everything and service workers prove nothing. */
export function mayMention(path: string): boolean {
  return lexerOf(path) !== undefined
}

/** The hashes that the text of a file refers to; comments and a file's own source map do not count. */
export function mentionedHashes(path: string, text: string, candidates: HashCandidates): ReadonlySet<string> {
  const lexer = lexerOf(path)
  const own = candidates.byPath.get(path)?.hash
  const named = hashesIn(text, candidates)
  named.delete(own ?? '')
  if (lexer === undefined || named.size === 0 || listsEverything(text)) return new Set()
  return hashesIn(lexer(text).join('\n'), candidates)
}

function lexerOf(path: string): ((text: string) => readonly string[]) | undefined {
  if (isPage(path)) return pageStrings
  if (/\.css$/i.test(path)) return styleStrings
  if (payload.test(baseName(path))) return scriptStrings
  return /\.[cm]?js$/i.test(path) && !isServiceWorker(path) && !isManifest(path) ? scriptStrings : undefined
}

/** A service worker under a name of its own. */
function listsEverything(text: string): boolean {
  return /\bprecacheAndRoute\b|__WB_MANIFEST|__precacheManifest/.test(text)
}

/** Every hash that stands in the text as a whole: with nothing before or after it that could be part of it. */
function hashesIn(text: string, { hashes, lengths }: HashCandidates): Set<string> {
  const found = new Set<string>()
  if (lengths.length === 0) return found
  for (const { index } of text.matchAll(/(?<![A-Za-z0-9])[\w-](?=[\w~-]{6})/g)) {
    for (const length of lengths) {
      const hash = text.slice(index, index + length)
      if (hashes.has(hash) && !/^[A-Za-z0-9]/.test(text.slice(index + length, index + length + 1))) found.add(hash)
    }
  }
  return found
}

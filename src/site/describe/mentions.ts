// Which hashes of other files' names a built file refers to, in a way that makes a browser load them.

import type { HashCandidates } from './candidates.ts'
import { baseName, isManifest, isPage, isServiceWorker } from './file-kinds.ts'
import { hashesIn } from './occurrences.ts'
import { pageStrings } from './page-strings.ts'
import { scriptStrings, unescaped } from './script-strings.ts'
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
  if (lexer === undefined || isSilent(path, text, candidates) || listsEverything(text)) return new Set()
  return hashesIn(lexer(text).join('\n'), candidates)
}

/** Before any lexer runs: does nothing in the text look like another file's hash? */
function isSilent(path: string, text: string, candidates: HashCandidates): boolean {
  const named = hashesIn(text.includes('\\') ? unescaped(text) : text, candidates)
  named.delete(candidates.byPath.get(path)?.hash ?? '')
  return named.size === 0
}

/**
 * The same for many files, at a fraction of the work: a hash is looked for until one file other than its own has
 * mentioned it, which is all that a proof needs. Thousands of pages that name the same scripts are not lexed.
 */
export function mentionFinder(candidates: HashCandidates): (path: string, text: string) => ReadonlySet<string> {
  const wanted = new Set(candidates.hashes)
  const rest = { ...candidates, hashes: wanted }
  return (path, text) => {
    if (wanted.size === 0 || (wanted.size <= few && ![...wanted].some((hash) => text.includes(hash)))) return new Set()
    const mentions = mentionedHashes(path, text, rest)
    const own = candidates.byPath.get(path)?.hash
    for (const hash of mentions) if (hash !== own) wanted.delete(hash)
    return mentions
  }
}

/** So many are sought faster one by one than by a pass over the text. */
const few = 20

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

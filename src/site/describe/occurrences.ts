// Finds hashes that stand in a text as a whole: nothing before or after them could be part of a longer one.

import type { HashCandidates } from './candidates.ts'

const alphanumeric = new Uint8Array(128).map((_, code) => Number(/[A-Za-z0-9]/.test(String.fromCharCode(code))))

/** One pass over the text, however many hashes there are: wherever a word ends, did a hash begin so far before? */
export function hashesIn(text: string, { hashes, lengths }: HashCandidates): Set<string> {
  const found = new Set<string>()
  if (hashes.size === 0) return found
  for (let end = 0; end <= text.length; end += 1) {
    if (isAlphanumeric(text, end)) continue
    for (const length of lengths) {
      const start = end - length
      if (start < 0 || isAlphanumeric(text, start - 1)) continue
      const hash = text.slice(start, end)
      if (hashes.has(hash)) found.add(hash)
    }
  }
  return found
}

/** Outside the text there is nothing; asking for it would make V8 give up its fast path. */
function isAlphanumeric(text: string, at: number): boolean {
  return at >= 0 && at < text.length && alphanumeric[text.charCodeAt(at)] === 1
}

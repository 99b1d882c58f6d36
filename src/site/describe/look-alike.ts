// What looks like a hash and was typed by somebody: a date, a row of letters, a word with a number.

import { readsAsWord } from './words.ts'

/**
 * How much doubt there is. *Little*: only the bundler writes to this folder; a plain word is no hash even there.
 * *Some*: people's files may lie in it. *Much*: nothing is known of the folder, or it is where people put pictures.
 */
export type Doubt = 'little' | 'some' | 'much'

/** Could somebody have typed this? Capitals alone are less of a sign where the bundler writes base32. */
export function looksTyped(hash: string, doubt: Doubt, base32 = true): boolean {
  if (/^\d+$/.test(hash)) return isTypedNumber(hash, doubt)
  if (isHex(hash) && hash.length >= 16) return false
  return isRow(hash) || hasYear(hash) || hasWord(hash, doubt) || isPlain(hash, doubt, base32)
}

function isHex(hash: string): boolean {
  return /^[0-9a-f]+$/.test(hash)
}

/** One hash of eight in forty-three is made of digits alone. */
function isTypedNumber(digits: string, doubt: Doubt): boolean {
  const most = doubt === 'little' ? 12 : 8
  return doubt === 'much' || digits.length > most || isDate(digits) || isRow(digits)
}

function isDate(digits: string): boolean {
  return /^(?:19|20)\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01])|^(?:[0-2]\d|3[01])(?:0\d|1[0-2])(?:19|20)\d\d$/.test(digits)
}

/** `ABCDEFGH`, `a1b2c3d4`, `00000000`: letters and digits that only count. */
function isRow(hash: string): boolean {
  return [hash.replace(/[^a-z]/gi, ''), hash.replace(/\D/g, '')].every(counts)
}

function counts(row: string): boolean {
  const codes = [...row].map((sign) => sign.charCodeAt(0))
  const steps = new Set(codes.slice(1).map((code, at) => code - (codes[at] ?? 0)))
  return steps.size === 0 || (steps.size === 1 && [...steps].every((step) => Math.abs(step) <= 1))
}

function hasYear(hash: string): boolean {
  return !isHex(hash) && /(?<!\d)(?:19|20)\d\d(?!\d)/.test(hash)
}

/** Letters in a row, with capitals where a person would put them, that read as a word. */
function hasWord(hash: string, doubt: Doubt): boolean {
  const least = doubt === 'little' ? Math.max(5, hash.length - 3) : 5
  const words = hash.split(/[^a-z]+/i).filter((run) => run.length >= least && isCased(run, doubt))
  return words.some((word) => readsAsWord(word, word.length > 5 ? rareIn(hash, doubt) : 0))
}

/** Of hexadecimal digits, or of capitals and digits, many a hash has letters enough to read as a word by chance. */
function rareIn(hash: string, doubt: Doubt): number {
  if (isHex(hash)) return 0
  return /[a-z]/.test(hash) ? 1 : doubt === 'much' ? 2 : 0
}

/** One case throughout or after a capital; where there is much doubt, also as in `iPhone` and `McDonald`. */
function isCased(run: string, doubt: Doubt): boolean {
  if (/^[A-Z]?[a-z]+$|^[A-Z]+$/.test(run)) return true
  return doubt === 'much' && /[A-Z]{4}|[a-z]{4}|[A-Z][a-z]{3}/.test(run)
}

/** Too few parts to be sure of chance: `lightbox`, `v2slides`, `Syntax24`, `HD1080xx`. */
function isPlain(hash: string, doubt: Doubt, base32: boolean): boolean {
  if (isHex(hash)) return doubt === 'much' && !/\d/.test(hash)
  if (doubt === 'little' || (base32 && /^[A-Z2-7]+$/.test(hash))) return false
  const parts = hash.match(/[A-Z]?[a-z]+|[A-Z]+|\d+|[-_]/g) ?? []
  const least = /[a-z]/.test(hash) && /[A-Z]/.test(hash) ? 2 : 3
  return parts.length < (doubt === 'much' ? least + 1 : least)
}

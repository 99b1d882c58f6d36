// The order of keys, and of headers.

import type { Headers } from '../file-model.ts'

/**
 * Compares two keys the way S3 lists them: by their UTF-8 bytes.
 *
 * JavaScript compares UTF-16 units, which differs only where a surrogate (a character above U+FFFF) meets a unit from
 * U+E000 on: in UTF-8 the surrogate's character comes last.
 */
export function byBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index += 1) {
    const left = a.charCodeAt(index)
    const right = b.charCodeAt(index)
    if (left !== right) return rank(left) - rank(right)
  }
  return a.length - b.length
}

/** Moves the surrogates behind U+FFFF. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x2800 : unit
}

/** Names and values, in the order of the names. */
export function sortedHeaders(headers: Headers): readonly (readonly [name: string, value: string])[] {
  return Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1))
}

/** Sorted headers as JSON. A set that many files share is sorted for the first of them. */
export function headerSorter(): (headers: Headers) => string {
  const known = new Map<Headers, string>()
  return (headers) => {
    const json = known.get(headers) ?? JSON.stringify(sortedHeaders(headers))
    known.set(headers, json)
    return json
  }
}

/**
 * Is the first key listed before the second? S3 lists by UTF-8 bytes.
 *
 * JavaScript compares UTF-16 units, which differs only where a surrogate (a character above U+FFFF) meets a unit from
 * U+E000 on: in UTF-8 the surrogate's character comes last.
 */
export function isBefore(key: string, other: string): boolean {
  return byBytes(key, other) < 0
}

export function byBytes(key: string, other: string): number {
  const length = Math.min(key.length, other.length)
  for (let index = 0; index < length; index += 1) {
    const [one, two] = [key.charCodeAt(index), other.charCodeAt(index)]
    if (one !== two) return rank(one) - rank(two)
  }
  return key.length - other.length
}

/** Moves the surrogates behind U+FFFF. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x2800 : unit
}

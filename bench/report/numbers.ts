// Median, range and ratio.

export interface Spread {
  readonly median: number
  readonly least: number
  readonly most: number
}

/** Of at least one number. */
export function spreadOf(numbers: readonly number[]): Spread {
  const sorted = [...numbers].sort((a, b) => a - b)
  const at = (index: number) => sorted[index] ?? Number.NaN
  const middle = Math.floor(sorted.length / 2)
  const median = sorted.length % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2
  return { median, least: at(0), most: at(sorted.length - 1) }
}

/** Of each pair what the first is to the second: 0.5 is twice as fast. */
export function ratiosOf(pairs: readonly (readonly [ours: number, peer: number])[]): Spread {
  return spreadOf(pairs.map(([ours, peer]) => ours / peer))
}

/** With three digits that tell something, as in `0.512`, `1.24`, `44.3`, `11,542`; a dash for what was not measured. */
export function rounded(value: number): string {
  if (Number.isNaN(value)) return '–'
  if (Number.isInteger(value) || value >= 100) return Math.round(value).toLocaleString('en-US')
  return value.toFixed(value >= 10 ? 1 : value >= 1 ? 2 : 3)
}

/** As in `1.24 (1.20–1.31)`. */
export function told({ median, least, most }: Spread, unit = 1): string {
  const [middle, from, to] = [median, least, most].map((each) => rounded(each / unit))
  return from === to ? `${middle}` : `${middle} (${from}–${to})`
}

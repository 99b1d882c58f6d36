/** A time as people say it: `'20s'`, `'5m'`, `'2h'`. */
export type Span = `${number}${'s' | 'm' | 'h'}`

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 }

export function millisecondsOf(span: Span): number {
  return Number(span.slice(0, -1)) * (SECONDS[span.slice(-1)] ?? Number.NaN) * 1000
}

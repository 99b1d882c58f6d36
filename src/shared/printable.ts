/**
 * Makes one harmless line of any text: control characters become visible escapes.
 *
 * File names may hold line breaks, and a line that begins with `::`, behind white space too, is a command to GitHub's
 * runner, as is `##[` anywhere in a line.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function printable(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, escaped)
    .replace(/^(\s*):(?=:)/u, '$1\\u003a')
    .replaceAll('##[', '##\\u005b')
}

function escaped(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`
}

const units = ['B', 'kB', 'MB', 'GB', 'TB']

/** Bytes for people, in powers of 1,000: `532 B`, `1.2 MB`. */
export function bytes(count: number): string {
  let [scaled, power] = [count, 0]
  // What would be rounded up to 1,000 belongs to the next unit.
  for (; scaled >= 999.5 && power < units.length - 1; power += 1) scaled /= 1000
  return `${power === 0 || scaled >= 99.95 ? Math.round(scaled) : scaled.toFixed(1)} ${units[power]}`
}

/** `1 file`, `2,000 files`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  // Node takes longer to prepare for all languages than to read a thousand files.
  return `${String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')} ${count === 1 ? noun : plural}`
}

const MOST_NAMED = 5

/** The first of many names: `a, b, c, d, e and 7 more`. */
export function named(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED
  return names.slice(0, MOST_NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}

/** Seconds for people: `under 0.1 s`, `0.4 s`, `73 s`. */
export function seconds(milliseconds: number): string {
  const value = milliseconds / 1000
  if (value < 0.05) return 'under 0.1 s'
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`
}

/** A time span for people: `4 s`, `3 min`, `5 h`, `2 days`. */
export function ageOf(milliseconds: number): string {
  const minutes = milliseconds / 60_000
  if (minutes < 2) return `${Math.max(0, Math.round(milliseconds / 1000))} s`
  if (minutes < 120) return `${Math.round(minutes)} min`
  return minutes < 2 * 1440 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`
}

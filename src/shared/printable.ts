/**
 * Makes one harmless line of any text: control characters become visible escapes.
 *
 * File names may hold line breaks, and a line that begins with `::` is a command to GitHub's runner.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function printable(text: string): string {
  const visible = text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, escaped)
  return visible.startsWith('::') ? ` ${visible}` : visible
}

function escaped(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`
}

const units = ['B', 'kB', 'MB', 'GB', 'TB']

/** Bytes for people, in powers of 1,000: `532 B`, `1.2 MB`. */
export function bytes(count: number): string {
  const power = count < 1000 ? 0 : Math.min(Math.floor(Math.log10(count) / 3), units.length - 1)
  const scaled = count / 1000 ** power
  return `${power === 0 || scaled >= 100 ? Math.round(scaled) : scaled.toFixed(1)} ${units[power]}`
}

/** `1 file`, `2 files`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`
}

/** Seconds for people: `under 0.1 s`, `0.4 s`, `73 s`. */
export function seconds(milliseconds: number): string {
  const value = milliseconds / 1000
  if (value < 0.05) return 'under 0.1 s'
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`
}

// Names in a sentence.

const shown = 5

/** The first few, and how many more. */
export function listed(paths: readonly string[]): string {
  const more = paths.length > shown ? ` and ${paths.length - shown} more` : ''
  return paths.slice(0, shown).join(', ') + more
}

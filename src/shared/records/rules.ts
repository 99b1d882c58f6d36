// What texts of a record must be.

/** What is wrong with a text, as in *is not a SHA-256*; undefined where nothing is. */
export type Rule = (text: string) => string | undefined

export const sha256: Rule = (text) => (/^[0-9a-f]{64}$/.test(text) ? undefined : 'is not a SHA-256')

/** The day must exist as well: JavaScript would read 30 February as 2 March. */
export const time: Rule = (text) => {
  const exists = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/.test(text) && !Number.isNaN(Date.parse(text))
  return exists && new Date(text).toISOString().startsWith(text.slice(0, 19))
    ? undefined
    : 'is not a time in ISO 8601 UTC, such as 2026-01-31T12:00:00.000Z'
}

/** What nobody knows is empty. */
export function emptyOr(rule: Rule): Rule {
  return (text) => (text === '' ? undefined : rule(text))
}

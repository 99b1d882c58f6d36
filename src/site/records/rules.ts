// What texts of a record must be, because deletions are decided from them.

import { STATE_FOLDER } from './names.ts'

/** What is wrong with a text, as in *is not a SHA-256*; undefined where nothing is. */
export type Rule = (text: string) => string | undefined

export const sha256: Rule = (text) => (/^[0-9a-f]{64}$/.test(text) ? undefined : 'is not a SHA-256')

export const etag: Rule = (text) => (/^[^"]+$/.test(text) ? undefined : 'is not an ETag without quotes')

/**
 * A token, as the name of every header is. https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2
 *
 * JSON.parse of Node 24 takes one escaped character for another where it is all of a name; a token has none.
 */
export const headerName: Rule = (text) =>
  /^[\w!#$%&'*+.^`|~-]+$/.test(text) ? undefined : 'is not the name of a header'

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

/** Nothing outside the prefix is ever touched, nor is the state, nor what the S3 console shows as a folder. */
export function keyBelow(prefix: string): Rule {
  const start = prefix === '' ? '' : `${prefix}/`
  return (key) => {
    if (key === '') return 'is empty'
    if (!key.startsWith(start)) return `does not begin with ${start}`
    if (key.startsWith(`${STATE_FOLDER}/`)) return `lies in ${STATE_FOLDER}/`
    return key.endsWith('/') ? 'ends in a slash' : undefined
  }
}

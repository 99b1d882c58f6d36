// What texts of a record must be, because deletions are decided from them.

import type { Rule } from '../../shared/records/rules.ts'
import { STATE_FOLDER } from './names.ts'

export const etag: Rule = (text) => (/^[^"]+$/.test(text) ? undefined : 'is not an ETag without quotes')

/**
 * A token, as the name of every header is. https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2
 *
 * JSON.parse of Node 24 takes one escaped character for another where it is all of a name; a token has none.
 */
export const headerName: Rule = (text) =>
  /^[\w!#$%&'*+.^`|~-]+$/.test(text) ? undefined : 'is not the name of a header'

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

// The headers of a file: what its name and role call for, and what the caller's rules put in place of that.

import type { BuiltFile, Headers, Role } from '../file-model.ts'
import { cacheControlOf } from './cache-control.ts'
import { contentTypeByBytes, contentTypeOf } from './content-type.ts'
import type { HeaderRule } from './header-rules.ts'

/** A file of which everything is known but its headers. */
export interface Described {
  readonly file: BuiltFile
  readonly role: Role
  readonly hashed: boolean
}

/** Tells the headers of one file after the other; those that are the same are one object, because files are many. */
export function headersTeller(rules: readonly HeaderRule[]): (described: Described) => Headers {
  const told = new Map<string, Headers>()
  return (described) => {
    const headers = headersFor(described, rules)
    const spelled = JSON.stringify(headers)
    const same = told.get(spelled) ?? headers
    told.set(spelled, same)
    return same
  }
}

function headersFor({ file, role, hashed }: Described, rules: readonly HeaderRule[]): Headers {
  const { path, text } = file
  const given = rules.filter((rule) => rule.matches(path)).map(({ name, value }) => [name, value])
  return {
    'Cache-Control': cacheControlOf(path, role, hashed),
    'Content-Type': contentTypeOf(path) ?? contentTypeByBytes(path, text),
    ...Object.fromEntries(given),
  }
}

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

export function headersFor({ file, role, hashed }: Described, rules: readonly HeaderRule[]): Headers {
  const { path, text } = file
  const given = rules.filter((rule) => rule.matches(path)).map(({ name, value }) => [name, value])
  return {
    'Cache-Control': cacheControlOf(path, role, hashed),
    'Content-Type': contentTypeOf(path) ?? contentTypeByBytes(path, text),
    ...Object.fromEntries(given),
  }
}

/** Answers the first of equal headers for each of them: a site has few, and what is done with headers is done once for each. */
export function headerSharer(): (headers: Headers) => Headers {
  const sets = new Map<string, Headers>()
  return (headers) => {
    const name = JSON.stringify(headers)
    const first = sets.get(name) ?? headers
    sets.set(name, first)
    return first
  }
}

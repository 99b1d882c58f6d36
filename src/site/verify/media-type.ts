// Is a media type the one that was expected, under whatever name?

import type { Kind } from './model.ts'

/** Names of one type, of which any may be meant. */
const aliases: readonly RegExp[] = [
  /^(?:text|application)\/(?:x-)?(?:java|ecma)script$/,
  /^(?:text|application)\/xml$/,
  /^image\/(?:x-icon|vnd\.microsoft\.icon)$/,
  /^(?:font\/(?:woff2?|ttf|otf|sfnt)|application\/(?:x-)?font-(?:woff2?|ttf|otf))$/,
  /^application\/(?:manifest\+)?json$/,
]

export function isSameType(one: string, other: string): boolean {
  const [first, second] = [essence(one), essence(other)]
  return first === second || aliases.some((alias) => alias.test(first) && alias.test(second))
}

/** Would a browser take this type for what it asked for? https://html.spec.whatwg.org/#fetch-a-single-module-script */
export function isFit(type: string, kind: Kind): boolean {
  const what = essence(type)
  if (kind === 'script') return isSameType(what, 'text/javascript')
  if (kind === 'style') return what === 'text/css'
  return (what === 'text/html' || what === 'application/xhtml+xml') === (kind === 'page')
}

export function essence(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase()
}

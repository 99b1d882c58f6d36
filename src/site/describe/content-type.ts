// The Content-Type of a file: by its name where that tells, else by its bytes.

import mime from 'mime'
import { baseName } from './file-kinds.ts'

/** Where the library is silent, or means something that no web site means. */
const exceptions: Readonly<Record<string, string>> = {
  cjs: 'text/javascript',
  cur: 'image/x-icon',
  ico: 'image/x-icon',
  jsonl: 'application/jsonl',
  ndjson: 'application/x-ndjson',
  topojson: 'application/json',
  // Precompressed or packed files that applications fetch as bytes.
  br: 'application/octet-stream',
  dat: 'application/octet-stream',
  zst: 'application/zstd',
}

/** Names that mean one thing to the library and mostly another on a web site: TypeScript or video, a name or a program. */
const ambiguous = new Set(['ts', 'mts', 'com'])

/** The type that the name tells, if it does. */
export function contentTypeOf(path: string): string | undefined {
  const name = baseName(path).toLowerCase()
  if (name === 'apple-app-site-association') return 'application/json'
  const extension = /[^.].*\.([^.]+)$/.exec(name)?.[1] ?? ''
  if (extension === '' || ambiguous.has(extension)) return undefined
  const type = exceptions[extension] ?? mime.getType(extension)
  return type === null ? undefined : withCharset(type)
}

/** That of bytes of which nothing is known. */
export const UNKNOWN = 'application/octet-stream'

/** The type of a file whose name does not tell. */
export function contentTypeByBytes(path: string, text: boolean): string {
  if (text) return withCharset('text/plain')
  return /\.ts$/i.test(path) ? 'video/mp2t' : UNKNOWN
}

/** Without a charset a browser guesses. JSON and XML say theirs themselves. */
function withCharset(type: string): string {
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type
}

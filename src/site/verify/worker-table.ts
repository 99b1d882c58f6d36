// Angular's `ngsw.json`: the SHA-1 that its service worker insists on, for each file.

import { posix } from 'node:path'

/** By paths relative to the root of the site; `path` is that of the manifest. Empty where it is none. */
export function workerTable(
  manifest: string,
  path: string,
  has: (path: string) => boolean,
): ReadonlyMap<string, string> {
  const { index, hashTable }: { index?: unknown; hashTable?: unknown } = Object(parsed(manifest))
  // Its index lies beside it, under the address that the application has on the web.
  const base = typeof index === 'string' ? index.slice(0, index.lastIndexOf('/') + 1) : '/'
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const table = new Map<string, string>()
  for (const [address, hash] of Object.entries(Object(hashTable))) {
    if (typeof hash !== 'string' || !address.startsWith(base)) continue
    const plain = posix.join(folder, address.slice(base.length))
    table.set(has(plain) ? plain : decoded(plain), hash)
  }
  return table
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

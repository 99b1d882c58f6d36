// What a bundle is, in one hash: the same content has the same identity wherever, whenever and by whomever it is packed.

import { createHash } from 'node:crypto'
import type { BundleEntry } from '../bundle-model.ts'

/** SHA-256 over path, mode, link target and SHA-256 of each entry, in the order of the paths. Lower-case hex. */
export function identityOf(entries: readonly BundleEntry[]): string {
  const hash = createHash('sha256')
  for (const entry of inOrder(entries)) hash.update(`${JSON.stringify(told(entry))}\n`)
  return hash.digest('hex')
}

function told(entry: BundleEntry): readonly string[] {
  return entry.kind === 'file'
    ? [entry.path, entry.mode.toString(8), '', entry.sha256]
    : [entry.path, 'link', entry.target, '']
}

/** By code units, which no locale changes. */
export function inOrder<Entry extends { readonly path: string }>(entries: readonly Entry[]): readonly Entry[] {
  return entries.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}

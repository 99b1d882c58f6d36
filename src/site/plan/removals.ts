// What leaves: pages that the release no longer has, what is to be purged, and what is not ours where that is wanted.

import type { Wanted } from '../file-model.ts'
import type { Removal } from '../model.ts'
import type { Known, Situation } from '../record-model.ts'
import { isOurs } from './known.ts'

export interface Leaving {
  /** Matches paths that are gone at once, from everywhere. */
  readonly isPurged: (path: string) => boolean
  readonly deletesUnknown: boolean
  /** Objects that may leave at once; what exceeds it stays. */
  readonly mostDeletes: number
}

export interface Removals {
  readonly removals: readonly Removal[]
  /** Removals that are too many to be meant. */
  readonly refused: number
}

/** Assets of earlier releases stay for open tabs; a page that stays would go on showing what is no longer meant to be there. */
export function removalsOf(
  wanted: readonly Wanted[],
  known: ReadonlyMap<string, Known>,
  { current }: Situation,
  { isPurged, deletesUnknown, mostDeletes }: Leaving,
): Removals {
  const keys = new Set(wanted.map(({ key }) => key))
  const pathOf = pathBelow(current.live.prefix)
  const leaving = [...known.values()].filter(({ live }) => !keys.has(live.key))
  const { purged = [], others = [] } = Object.groupBy(leaving, ({ live }) =>
    isPurged(pathOf(live.key)) ? 'purged' : 'others',
  )
  const { ours = [], unknown = [] } = Object.groupBy(others, (one) => (isOurs(one, current) ? 'ours' : 'unknown'))
  const removal = (reason: string) => (there: Known) => removalOf(there, pathOf, reason)
  const meant = [
    ...ours.filter(({ file }) => file?.role !== 'asset').map(removal('no longer in the release')),
    ...(deletesUnknown ? unknown : []).map(removal('not ours')),
  ]
  const isTooMany = meant.length > mostDeletes
  return {
    removals: [...purged.map(removal('purged')), ...(isTooMany ? [] : meant)],
    refused: isTooMany ? meant.length : 0,
  }
}

function removalOf(there: Known, pathOf: (key: string) => string, reason: string): Removal {
  return { kind: 'delete', asset: whatIsThere(there, pathOf), etag: there.live.etag, reason }
}

export function pathBelow(prefix: string): (key: string) => string {
  return (key) => (prefix === '' ? key : key.slice(prefix.length + 1))
}

/** An object, described as far as anybody knows it. */
export function whatIsThere({ live, file }: Known, pathOf: (key: string) => string): Wanted {
  const { key, size, etag } = live
  return {
    key,
    path: pathOf(key),
    role: file?.role ?? 'asset',
    size,
    sha256: file?.sha256,
    etags: [etag],
    headers: file?.headers,
    hashed: file?.hashed ?? false,
  }
}

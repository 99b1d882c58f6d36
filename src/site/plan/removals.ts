// What leaves: pages that the release no longer has, what is to be purged, and what is not ours where that is wanted.

import type { Known, Removal, Role, Situation, Wanted } from '../model.ts'
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
  const leaving = [...known.values()].filter(({ live }) => !keys.has(live.key))
  const pathOf = pathBelow(current.live.prefix)
  const { purged = [], others = [] } = Object.groupBy(leaving, ({ live }) =>
    isPurged(pathOf(live.key)) ? 'purged' : 'others',
  )
  const pages = others.filter((one) => isOurs(one, current) && one.file?.role !== 'asset')
  const unknown = deletesUnknown ? others.filter((one) => !isOurs(one, current)) : []
  const meant = [...pages.map(removal('no longer in the release', pathOf)), ...unknown.map(removal('not ours', pathOf))]
  const isTooMany = meant.length > mostDeletes
  return {
    removals: [...purged.map(removal('purged', pathOf)), ...(isTooMany ? [] : meant)],
    refused: isTooMany ? meant.length : 0,
  }
}

export function pathBelow(prefix: string): (key: string) => string {
  return (key) => (prefix === '' ? key : key.slice(prefix.length + 1))
}

function removal(reason: string, pathOf: (key: string) => string): (known: Known) => Removal {
  return ({ live, file }) => ({ kind: 'delete', asset: thing(live.key, pathOf, live, file), etag: live.etag, reason })
}

/** What is there, described as far as anybody knows it. */
export function thing(
  key: string,
  pathOf: (key: string) => string,
  { size, etag }: Known['live'],
  file: Known['file'],
): Wanted {
  const role: Role = file?.role ?? 'asset'
  return {
    key,
    path: pathOf(key),
    role,
    size,
    sha256: file?.sha256,
    etags: [etag],
    headers: file?.headers,
    hashed: file?.hashed ?? false,
  }
}

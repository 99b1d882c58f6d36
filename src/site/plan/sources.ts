// Where content that is no longer live can be had from.

import type { Wanted } from '../file-model.ts'
import type { KeptContent, Situation } from '../record-model.ts'

export type Source = Pick<KeptContent, 'sha256' | 'etag'>

export interface Sources {
  /** The kept copy of a file's bytes; undefined where there is none. */
  of(file: Pick<Wanted, 'size' | 'sha256' | 'etags'>): Source | undefined
}

interface Copy extends Source {
  readonly size: number
}

/**
 * Kept copies by the hash of their content. A copy that has another ETag than recorded was changed by hand, and is none,
 * nor is one that prune may take at any moment. But one that no record knows was made by a run that did not come to
 * record it, and such a run may have made any of them anew; their bytes are checked when they are copied back.
 */
export function sourcesIn({ current, open, kept }: Situation): Sources {
  const recorded = new Map(current.kept.map((entry) => [entry.sha256, entry]))
  const copies = [...kept]
    .map(([sha256, copy]): Copy => ({ sha256, ...copy }))
    .filter(({ sha256, etag }) => open.length > 0 || isAsRecorded(recorded.get(sha256), etag))
  const byHash = new Map(copies.map((copy) => [copy.sha256, copy]))
  const byEtag = new Map(copies.flatMap((copy) => etagsOf(copy, recorded.get(copy.sha256)).map((etag) => [etag, copy])))
  return {
    of({ size, sha256, etags }) {
      const found = sha256 === undefined ? etags.map((etag) => byEtag.get(etag)) : [byHash.get(sha256)]
      const copy = found.find((one) => one?.size === size)
      return copy && { sha256: copy.sha256, etag: copy.etag }
    },
  }
}

function isAsRecorded(entry: KeptContent | undefined, etag: string): boolean {
  return entry === undefined || (entry.etag === etag && !entry.condemned)
}

/** Bytes that nobody has read are known by the ETag that they had, or by that of a copy where S3 makes it from the bytes. */
function etagsOf({ etag }: Copy, entry: KeptContent | undefined): readonly string[] {
  return entry === undefined ? [etag] : [etag, entry.was]
}

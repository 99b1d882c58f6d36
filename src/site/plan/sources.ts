// Where content that is no longer live can be had from.

import type { KeptContent, Situation, Wanted } from '../model.ts'

export interface Sources {
  /** The kept copy of a file's bytes; undefined where there is none. */
  of(file: Wanted): Pick<KeptContent, 'sha256' | 'etag'> | undefined
}

/**
 * Kept copies by the hash of their content. A copy that has another ETag than recorded was changed by hand, and is none;
 * one that no record knows was made by a run that did not come to record it.
 */
export function sourcesIn({ current, kept }: Situation): Sources {
  const recorded = new Map(current.kept.map((entry) => [entry.sha256, entry]))
  const byOrigin = new Map(current.kept.map((entry) => [originOf(entry.key, entry.was), entry.sha256]))
  return {
    of({ key, size, sha256, etags }) {
      const hash = sha256 ?? etags.map((etag) => byOrigin.get(originOf(key, etag))).find((found) => found !== undefined)
      const copy = hash === undefined ? undefined : kept.get(hash)
      if (hash === undefined || copy === undefined || copy.size !== size) return undefined
      const entry = recorded.get(hash)
      return entry === undefined || entry.etag === copy.etag ? { sha256: hash, etag: copy.etag } : undefined
    },
  }
}

function originOf(key: string, etag: string): string {
  return `${etag} ${key}`
}

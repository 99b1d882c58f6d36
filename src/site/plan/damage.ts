// What hand edits have taken from releases that could be rolled back to.

import type { CurrentRecord, Known, PastRelease, RecordedFile, ReleaseRecord, Situation } from '../model.ts'

/** Paths of a release that are named where many are lost. */
const MOST_NAMES = 5

/** Is anything of what the records count on neither where they say nor kept? */
export function isDamaged(known: ReadonlyMap<string, Known>, { current, kept }: Situation): boolean {
  const isThere = ({ key, etag }: RecordedFile): boolean => known.get(key)?.live.etag === etag
  const isKept = ({ sha256 }: RecordedFile): boolean => sha256 !== undefined && kept.has(sha256)
  const files = [...current.live.files, ...current.ledger.filter((one) => !one.condemned).map(({ file }) => file)]
  const copies = current.kept.filter(({ condemned }) => !condemned)
  return (
    files.some((file) => !isThere(file) && !isKept(file)) ||
    copies.some(({ sha256, etag }) => kept.get(sha256)?.etag !== etag)
  )
}

/** The history with what is missing from each of these releases. */
export function withMissing(
  { live, history, ledger, kept }: Pick<CurrentRecord, 'live' | 'history' | 'ledger' | 'kept'>,
  records: readonly ReleaseRecord[],
  known: ReadonlyMap<string, Known>,
): readonly PastRelease[] {
  const there = new Map([...ledger.map(({ file }) => file), ...live.files].map((file) => [file.key, file]))
  const hashes = new Set(kept.map(({ sha256 }) => sha256))
  const origins = new Set(kept.map(({ key, was }) => `${was} ${key}`))
  const isThere = ({ key, sha256, etag }: RecordedFile): boolean => {
    const file = there.get(key)
    if (sha256 !== undefined) return file?.sha256 === sha256 || hashes.has(sha256)
    return (file ?? known.get(key)?.live)?.etag === etag || origins.has(`${etag} ${key}`)
  }
  const missing = new Map(records.map(({ sequence, files }) => [sequence, files.filter((file) => !isThere(file))]))
  return history.map((release) => {
    const lost = missing.get(release.sequence) ?? []
    return lost.length === 0 ? release : { ...release, missing: lost.slice(0, MOST_NAMES).map(({ key }) => key) }
  })
}

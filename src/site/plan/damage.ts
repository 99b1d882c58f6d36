// What hand edits have taken from releases that could be rolled back to.

import type { CurrentRecord, Known, PastRelease, RecordedFile, ReleaseRecord, Situation } from '../model.ts'
import { hasBytesOf } from './compare.ts'
import { pathBelow } from './removals.ts'
import { sourcesIn } from './sources.ts'

/** Paths of a release that are named where many are lost. */
const MOST_NAMES = 5

/** Is anything of what the records count on neither where they say nor kept? */
export function isDamaged(known: ReadonlyMap<string, Known>, situation: Situation): boolean {
  const { current, kept } = situation
  const sources = sourcesIn(situation)
  const isThere = ({ key, etag, ...bytes }: RecordedFile): boolean => {
    const there = known.get(key)
    return there !== undefined && hasBytesOf(there, { ...bytes, etags: [etag] }) === true
  }
  const isKept = (file: RecordedFile): boolean => sources.of({ ...file, etags: [file.etag] }) !== undefined
  const files = [...lasting(current.ledger).map(({ file }) => file), ...current.live.files]
  return (
    files.some((file) => !isThere(file) && !isKept(file)) ||
    lasting(current.kept).some(({ sha256, etag }) => kept.get(sha256)?.etag !== etag)
  )
}

/** What prune does not take. */
function lasting<Entry extends { readonly condemned: boolean }>(entries: readonly Entry[]): readonly Entry[] {
  return entries.filter(({ condemned }) => !condemned)
}

/** The history with what is missing from each of these releases, as far as they have been read. */
export function withMissing(
  current: Pick<CurrentRecord, 'live' | 'history' | 'ledger' | 'kept'>,
  records: readonly ReleaseRecord[],
  known: ReadonlyMap<string, Known>,
): readonly PastRelease[] {
  const isThere = presence(current, known)
  const pathOf = pathBelow(current.live.prefix)
  const missing = new Map(records.map(({ sequence, files }) => [sequence, files.filter((file) => !isThere(file))]))
  return current.history.map((release) => {
    const lost = missing.get(release.sequence)
    return lost === undefined
      ? release
      : { ...release, missing: lost.slice(0, MOST_NAMES).map(({ key }) => pathOf(key)) }
  })
}

/** Tells of a file whether its bytes can still be had: from its key, or from what is kept. */
function presence(
  { live, ledger, kept }: Pick<CurrentRecord, 'live' | 'ledger' | 'kept'>,
  known: ReadonlyMap<string, Known>,
): (file: RecordedFile) => boolean {
  const files = [...lasting(ledger).map(({ file }) => file), ...live.files]
  const there = new Map(files.map((file) => [file.key, file]))
  const hashes = new Set(lasting(kept).map(({ sha256 }) => sha256))
  const etags = new Set(lasting(kept).flatMap(({ etag, was }) => [etag, was]))
  return ({ key, sha256, etag }) => {
    const file = there.get(key)
    if (sha256 !== undefined) return file?.sha256 === sha256 || hashes.has(sha256)
    return (file ?? known.get(key)?.live)?.etag === etag || etags.has(etag)
  }
}

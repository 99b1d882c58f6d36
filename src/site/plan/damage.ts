// What hand edits have taken from releases that could be rolled back to.

import type { CurrentRecord, Known, PastRelease, RecordedFile, ReleaseRecord, Situation } from '../record-model.ts'
import { hasBytesOf, isSameContent } from './compare.ts'
import { pathBelow } from './removals.ts'
import { sourcesIn } from './sources.ts'

/** Paths of a release that are named where many are lost. */
const MOST_NAMES = 5

/** Is anything of what the records count on neither where they say nor kept? */
export function isDamaged(known: ReadonlyMap<string, Known>, situation: Situation): boolean {
  const { current, kept } = situation
  const sources = sourcesIn(situation)
  const isKept = (file: RecordedFile): boolean => sources.of({ ...file, etags: [file.etag] }) !== undefined
  const files = [...lasting(current.ledger).map(({ file }) => file), ...current.live.files]
  return (
    files.some((file) => !isThere(file, known) && !isKept(file)) ||
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
  const canBeHad = presence(current, known)
  const pathOf = pathBelow(current.live.prefix)
  const missing = new Map(records.map(({ sequence, files }) => [sequence, files.filter((file) => !canBeHad(file))]))
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
  const recorded = new Map([...ledger.map(({ file }) => file), ...live.files].map((file) => [file.key, file]))
  const leaving = new Set(ledger.filter(({ condemned }) => condemned).map(({ file }) => file.key))
  const hashes = new Set(lasting(kept).map(({ sha256 }) => sha256))
  const etags = new Set(lasting(kept).flatMap(({ etag, was }) => [etag, was]))
  return (file) => {
    const now = recorded.get(file.key)
    const isAtKey = now === undefined ? isThere(file, known) : isSameContent(now, file) && !leaving.has(file.key)
    return isAtKey || (file.sha256 === undefined ? etags.has(file.etag) : hashes.has(file.sha256))
  }
}

function isThere({ key, size, sha256, etag }: RecordedFile, known: ReadonlyMap<string, Known>): boolean {
  const there = known.get(key)
  return there !== undefined && hasBytesOf(there, { size, sha256, etags: [etag] }) === true
}

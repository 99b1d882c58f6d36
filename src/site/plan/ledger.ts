// The next ledger: everything of ours that is there and that the live release does not refer to.

import type { Known, RecordedFile, RetainedFile, Situation } from '../record-model.ts'
import { hasBytesOf } from './compare.ts'
import { isPut, mayHaveSettings } from './known.ts'
import type { Outcome } from './outcome.ts'

/** The last entry of a key counts: a release that was live, before one that was only begun. */
export function ledgerAfter(situation: Situation, outcome: Outcome): readonly RetainedFile[] {
  const wanted = new Set(outcome.live.files.map(({ key }) => key))
  const entries = [
    ...filesOfUnfinished(situation, outcome),
    ...ledgerBefore(situation, outcome),
    ...filesOfPredecessor(situation, outcome),
  ]
  const left = entries.flatMap((entry) => {
    const { key } = entry.file
    const there = wanted.has(key) || outcome.removed.has(key) ? undefined : outcome.known.get(key)
    return there !== undefined && isThat(there, entry.file) ? [{ ...entry, file: asItIs(entry.file, there) }] : []
  })
  return [...new Map(left.map((entry) => [entry.file.key, entry])).values()]
}

/** What runs that did not finish have written. */
function filesOfUnfinished({ current, open, settled }: Situation, { known, now }: Outcome): readonly RetainedFile[] {
  const ends = new Map(current.begun.map(({ sequence, ended }) => [sequence, ended]))
  const releases = [
    ...settled.map((release) => ({ ...release, ended: ends.get(release.sequence) ?? release.time })),
    ...open.map((release) => ({ ...release, ended: now })),
  ]
  return releases.flatMap(({ files, sequence, ended }) =>
    files
      .filter(({ key }) => known.get(key)?.kind === 'begun')
      .map((file) => ({ file, release: sequence, ended, condemned: false })),
  )
}

/** Pages of a run that did not finish may have been seen, so that what they refer to is needed as if it had ended now. */
function ledgerBefore({ current, open }: Situation, { now }: Outcome): readonly RetainedFile[] {
  const idOf = ({ key, sha256, etag }: RecordedFile): string => `${sha256 ?? etag} ${key}`
  const shown = new Set(open.flatMap(({ files }) => files).map(idOf))
  return current.ledger.map((entry) =>
    shown.has(idOf(entry.file)) ? { ...entry, ended: now, condemned: false } : entry,
  )
}

/** What was there before the first release is not ours, and no ledger may name it. */
function filesOfPredecessor({ current: { live } }: Situation, { now }: Outcome): readonly RetainedFile[] {
  if (live.sequence === 0) return []
  return live.files.filter(isPut).map((file) => ({ file, release: live.sequence, ended: now, condemned: false }))
}

function isThat(there: Known, { size, sha256, etag }: RecordedFile): boolean {
  return hasBytesOf(there, { size, sha256, etags: [etag] }) === true
}

/** A run that did not finish may have set other headers, and S3 then another ETag; once recorded, nobody looks again. */
function asItIs(file: RecordedFile, there: Known): RecordedFile {
  const headers = there.hasRecordedHeaders ? file.headers : undefined
  return { ...file, etag: there.live.etag, headers, mayHaveSettings: mayHaveSettings(there) }
}

// The releases before the live one: those that were live, and those that were only begun.

import { type Entry, entries, flag, optional, text, texts, whole } from '../../shared/records/entry.ts'
import { readProvenance, writtenProvenance } from '../../shared/records/provenance.ts'
import { sha256, time } from '../../shared/records/rules.ts'
import type { BegunRelease, PastRelease } from '../record-model.ts'

export function writtenPast({ sequence, provenance, time, restores, content, ended, left, missing }: PastRelease) {
  return {
    sequence,
    ...writtenProvenance(provenance),
    time,
    restores,
    content,
    ended,
    left: left || undefined,
    missing: missing.length === 0 ? undefined : missing,
  }
}

/** Oldest first, and all of them older than the live one. */
export function readHistory(from: Entry, live: number): readonly PastRelease[] {
  let last = -1
  return entries(from, 'history', (entry) => {
    const past = readPast(entry)
    if (past.sequence <= last) throw entry.fault('sequence', `does not come after ${last}`)
    if (past.sequence >= live) throw entry.fault('sequence', `does not come before ${live}, the live release`)
    last = past.sequence
    return past
  })
}

function readPast(from: Entry): PastRelease {
  return {
    sequence: whole(from, 'sequence'),
    provenance: readProvenance(from),
    time: text(from, 'time', time),
    restores: optional(from, 'restores', whole),
    content: text(from, 'content', sha256),
    ended: text(from, 'ended', time),
    left: flag(from, 'left'),
    missing: optional(from, 'missing', texts) ?? [],
  }
}

/** None of them may be one that is or was live, which is another matter to those who prune. */
export function readBegun(from: Entry, wereLive: readonly number[]): readonly BegunRelease[] {
  const known = new Set(wereLive)
  return entries(from, 'begun', (entry) => {
    const sequence = whole(entry, 'sequence')
    if (known.has(sequence)) throw entry.fault('sequence', 'is there twice, or was live')
    known.add(sequence)
    return { sequence, ended: text(entry, 'ended', time) }
  })
}

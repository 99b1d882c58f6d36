// The releases before the live one: those that were live, and those that were only begun.

import type { Entry } from '../../shared/records/entry.ts'
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
  return from.entries('history').map((entry) => {
    const past = readPast(entry)
    if (past.sequence <= last) throw entry.fault('sequence', `does not come after ${last}`)
    if (past.sequence >= live) throw entry.fault('sequence', `does not come before ${live}, the live release`)
    last = past.sequence
    return past
  })
}

function readPast(from: Entry): PastRelease {
  return {
    sequence: from.whole('sequence'),
    provenance: readProvenance(from),
    time: from.text('time', time),
    restores: from.optional('restores', from.whole),
    content: from.text('content', sha256),
    ended: from.text('ended', time),
    left: from.flag('left'),
    missing: from.optional('missing', from.texts) ?? [],
  }
}

/** None of them may be one that is or was live, which is another matter to those who prune. */
export function readBegun(from: Entry, wereLive: readonly number[]): readonly BegunRelease[] {
  const known = new Set(wereLive)
  return from.entries('begun').map((entry) => {
    const sequence = entry.whole('sequence')
    if (known.has(sequence)) throw entry.fault('sequence', 'is there twice, or was live')
    known.add(sequence)
    return { sequence, ended: entry.text('ended', time) }
  })
}

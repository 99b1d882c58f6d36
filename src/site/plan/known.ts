// What the records say of each object in the bucket.

import type { LiveObject } from '../file-model.ts'
import type { CurrentRecord, Known, RecordedFile, ReleaseRecord, RetainedFile, Situation } from '../record-model.ts'
import { drift, isSameContent } from './compare.ts'

/** In milliseconds; S3 tells when an object was written by the second. */
const SECOND = 1000

interface Records {
  readonly live: ReadonlyMap<string, RecordedFile>
  readonly ledger: ReadonlyMap<string, RetainedFile>
  readonly open: FilesByKey
  readonly settled: FilesByKey
  readonly asOf: number
}

type FilesByKey = ReadonlyMap<string, readonly Begun[]>

interface Begun {
  readonly file: RecordedFile
  /** What was there before this second is not its doing: when it was begun, or found unfinished, what is judged since. */
  readonly since: number
}

/** Every object by its key; an ETag that is recorded tells its bytes, whatever they are encrypted with. */
export function knownObjects({ objects, current, open, settled }: Situation): ReadonlyMap<string, Known> {
  const ends = new Map(current.begun.map(({ sequence, ended }) => [sequence, ended]))
  const records: Records = {
    live: new Map(current.live.files.map((file) => [file.key, file])),
    ledger: new Map(current.ledger.map((entry) => [entry.file.key, entry])),
    open: filesByKey(open, ({ time }) => time),
    settled: filesByKey(settled, ({ sequence, time }) => ends.get(sequence) ?? time),
    asOf: Date.parse(current.asOf),
  }
  return new Map(objects.map((live) => [live.key, knownOf(live, records)]))
}

function filesByKey(releases: readonly ReleaseRecord[], sinceOf: (release: ReleaseRecord) => string): FilesByKey {
  const begun = releases.flatMap((release): readonly Begun[] => {
    const since = Math.floor(Date.parse(sinceOf(release)) / SECOND) * SECOND
    return release.files.map((file) => ({ file, since }))
  })
  return Map.groupBy(begun, ({ file }) => file.key)
}

function knownOf(live: LiveObject, { live: files, ledger, open, settled, asOf }: Records): Known {
  const file = files.get(live.key)
  const retained = ledger.get(live.key)
  const begun = open.get(live.key) ?? []
  const isUntouched = live.modified <= asOf && !begun.some((one) => isOtherwise(one.file, file ?? retained?.file))
  if (file !== undefined && isThat(live, file)) return recorded(live, 'live', file, isUntouched)
  if (retained !== undefined && isThat(live, retained.file)) {
    return { ...recorded(live, 'retained', retained.file, isUntouched), condemned: retained.condemned }
  }
  const isOurKey = file !== undefined || retained !== undefined
  const all = [...begun, ...(settled.get(live.key) ?? [])]
  const written = all.find((one) => isThat(live, one.file) && (isOurKey || isWrittenSince(one, live)))?.file
  if (written !== undefined) return recorded(live, kindOfWritten(written, file, retained?.file), written, false)
  return { live, kind: isOurKey ? 'edited' : 'unknown', file: undefined, hasRecordedHeaders: false, condemned: false }
}

/** What lay there before is none of its doing, though it is what that release wanted there. */
function isWrittenSince({ since }: Begun, { modified }: LiveObject): boolean {
  return modified >= since
}

/** The same bytes, encrypted anew, are still those of the release that had them before. */
function kindOfWritten(written: RecordedFile, live?: RecordedFile, retained?: RecordedFile): Known['kind'] {
  if (live !== undefined && isSameContent(written, live)) return 'live'
  return retained !== undefined && isSameContent(written, retained) ? 'retained' : 'begun'
}

function isThat(live: LiveObject, { etag, size }: RecordedFile): boolean {
  return live.etag === etag && live.size === size
}

/** Headers that an unfinished release was to set: S3 tells time in whole seconds, and it may have come to them in that one. */
function isOtherwise(begun: RecordedFile, recorded: RecordedFile | undefined): boolean {
  if (begun.headers === undefined || recorded?.headers === undefined) return false
  return drift(begun.headers, recorded.headers).length > 0
}

function recorded(live: LiveObject, kind: Known['kind'], file: RecordedFile, isUntouched: boolean): Known {
  return { live, kind, file, hasRecordedHeaders: isUntouched && file.headers !== undefined, condemned: false }
}

/**
 * Did a run put it there? Of those files the hash is known. What was there before the first release has none until
 * somebody replaces it, not even where a rollback has made it live again.
 */
export function isPut({ sha256 }: RecordedFile): boolean {
  return sha256 !== undefined
}

/** May it have a storage class, encryption or redirect that only the object itself can tell? No list tells the last two. */
export function mayHaveSettings({ live, file, hasRecordedHeaders }: Known): boolean {
  return live.storageClass !== undefined || !hasRecordedHeaders || file?.mayHaveSettings !== false
}

/** Did the action put it there, and is it still as it was put? */
export function isOurs({ kind, file }: Known, { live }: CurrentRecord): boolean {
  if (kind === 'live') return live.sequence > 0 && file !== undefined && isPut(file)
  return kind === 'retained' || kind === 'begun'
}

// What the records say of each object in the bucket.

import type {
  CurrentRecord,
  Known,
  LiveObject,
  RecordedFile,
  ReleaseRecord,
  RetainedFile,
  Situation,
} from '../model.ts'
import { drift } from './compare.ts'

interface Records {
  readonly live: ReadonlyMap<string, RecordedFile>
  readonly ledger: ReadonlyMap<string, RetainedFile>
  readonly begun: ReadonlyMap<string, readonly RecordedFile[]>
  readonly asOf: number
}

/** Every object by its key; an ETag that is recorded tells its bytes, whatever they are encrypted with. */
export function knownObjects({ objects, current, open, settled }: Situation): ReadonlyMap<string, Known> {
  const records = recordsIn(current, [...open, ...settled])
  return new Map(objects.map((live) => [live.key, knownOf(live, records)]))
}

function recordsIn(current: CurrentRecord, begun: readonly ReleaseRecord[]): Records {
  return {
    live: new Map(current.live.files.map((file) => [file.key, file])),
    ledger: new Map(current.ledger.map((entry) => [entry.file.key, entry])),
    begun: Map.groupBy(
      begun.flatMap(({ files }) => files),
      ({ key }) => key,
    ),
    asOf: Date.parse(current.asOf),
  }
}

function knownOf(live: LiveObject, { live: files, ledger, begun, asOf }: Records): Known {
  const file = files.get(live.key)
  const retained = ledger.get(live.key)
  const left = begun.get(live.key) ?? []
  const isUntouched = live.modified <= asOf && !left.some((one) => isOtherwise(one, file ?? retained?.file))
  if (file !== undefined && isThat(live, file)) return recorded(live, 'live', file, isUntouched)
  if (retained !== undefined && isThat(live, retained.file)) {
    return { ...recorded(live, 'retained', retained.file, isUntouched), condemned: retained.condemned }
  }
  const isOurKey = file !== undefined || retained !== undefined
  const written = left.find((one) => isThat(live, one) && (isOurKey || isPut(one)))
  if (written !== undefined) return recorded(live, 'begun', written, false)
  const kind = isOurKey ? 'edited' : 'unknown'
  return { live, kind, file: undefined, hasRecordedHeaders: false, condemned: false }
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

/** Did the action put it there, and is it still as it was put? */
export function isOurs({ kind, file }: Known, { live }: CurrentRecord): boolean {
  if (kind === 'live') return live.sequence > 0 && file !== undefined && isPut(file)
  return kind === 'retained' || kind === 'begun'
}

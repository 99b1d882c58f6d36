// What the records say of each object in the bucket.

import type { CurrentRecord, Known, LiveObject, RecordedFile, ReleaseRecord, RetainedFile, Situation } from '../model.ts'

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
  const isUntouched = live.modified <= asOf
  if (file !== undefined && isThat(live, file)) return recorded(live, 'live', file, isUntouched, false)
  if (retained !== undefined && isThat(live, retained.file)) {
    return recorded(live, 'retained', retained.file, isUntouched, retained.condemned)
  }
  const left = begun.get(live.key)?.find((one) => isThat(live, one))
  if (left !== undefined) return recorded(live, 'begun', left, false, false)
  const kind = file !== undefined || retained !== undefined ? 'edited' : 'unknown'
  return { live, kind, file: undefined, hasRecordedHeaders: false, condemned: false }
}

function isThat(live: LiveObject, { etag, size }: RecordedFile): boolean {
  return live.etag === etag && live.size === size
}

function recorded(
  live: LiveObject,
  kind: Known['kind'],
  file: RecordedFile,
  isUntouched: boolean,
  condemned: boolean,
): Known {
  return { live, kind, file, hasRecordedHeaders: isUntouched && file.headers !== undefined, condemned }
}

/** Did the action put it there, and is it still as it was put? What was there before the first release never is. */
export function isOurs({ kind }: Known, { live }: CurrentRecord): boolean {
  return kind === 'retained' || kind === 'begun' || (kind === 'live' && live.sequence > 0)
}

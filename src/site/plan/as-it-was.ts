// What was really live before a release that failed: as recorded, but for what somebody had changed by hand.

import type { Known, RecordedFile, ReleaseRecord, Situation } from '../record-model.ts'
import type { NewlyKept } from './outcome.ts'
import { sourcesIn } from './sources.ts'

/**
 * The live release with the bytes that lay there when the run began, of which it has kept what it replaced; a file that
 * was gone and is kept nowhere stays gone.
 */
export function asItWas(
  live: ReleaseRecord,
  before: ReadonlyMap<string, Known>,
  newlyKept: readonly NewlyKept[],
  now: Situation,
): ReleaseRecord {
  const kept = new Map(newlyKept.map((copy) => [copy.key, copy]))
  const sources = sourcesIn(now)
  const files = live.files.flatMap((file): RecordedFile[] => {
    const there = before.get(file.key)
    if (there === undefined) return sources.of({ ...file, etags: [file.etag] }) === undefined ? [] : [file]
    if (there.kind !== 'edited') return [file]
    const { size, etag } = there.live
    return [{ ...file, size, etag, sha256: kept.get(file.key)?.sha256, headers: undefined, mayHaveSettings: true }]
  })
  return { ...live, files }
}

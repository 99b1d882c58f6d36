// The release that a plan leads to, as it is recorded: when it begins, and when it is live.

import type { Wanted } from '../file-model.ts'
import type { Known, RecordedFile, ReleaseRecord, Situation } from '../record-model.ts'
import { hasBytesOf } from './compare.ts'
import { mayHaveSettings } from './known.ts'

/** Everything of a release but its files. */
export type Heading = Omit<ReleaseRecord, 'files' | 'content'>

/** Of the files as they are expected to be; where S3 encrypts, their ETags are not known yet. */
export function filesExpected(wanted: readonly Wanted[], known: ReadonlyMap<string, Known>): readonly RecordedFile[] {
  return wanted.map((file) => {
    const same = sameAs(file, known)
    return recorded(file, same, same?.live.etag ?? file.etags[0] ?? '')
  })
}

/** Of the files as they are now: with the ETags that S3 answered, or had listed for what stays. */
export function filesWritten(
  wanted: readonly Wanted[],
  known: ReadonlyMap<string, Known>,
  etags: ReadonlyMap<string, string>,
): readonly RecordedFile[] {
  return wanted.map((file) => {
    const etag = etags.get(file.key) ?? known.get(file.key)?.live.etag ?? ''
    return recorded(file, sameAs(file, known), etag)
  })
}

/** What is there, if it has the bytes of that file. */
function sameAs(file: Wanted, known: ReadonlyMap<string, Known>): Known | undefined {
  const there = known.get(file.key)
  return there !== undefined && hasBytesOf(there, file) ? there : undefined
}

/** What nobody says of the file is as it was: of the same bytes, never of those that they replace. */
function recorded(file: Wanted, same: Known | undefined, etag: string): RecordedFile {
  const { key, role, size, hashed } = file
  const sha256 = file.sha256 ?? same?.file?.sha256
  const headers = file.headers ?? (same?.hasRecordedHeaders ? same.file?.headers : undefined)
  return {
    key,
    role,
    size,
    sha256,
    etag,
    headers,
    hashed,
    mayHaveSettings: same !== undefined && mayHaveSettings(same),
  }
}

/** One above everything that was ever begun. */
export function nextSequence({ sequences, current }: Situation): number {
  const { live, history, begun } = current
  return Math.max(...sequences, live.sequence, ...[...history, ...begun].map(({ sequence }) => sequence)) + 1
}

// The release that a plan leads to, as it is recorded: when it begins, and when it is live.

import type { Known, RecordedFile, ReleaseRecord, Situation, Wanted } from '../model.ts'

/** Everything of a release but its files. */
export type Heading = Omit<ReleaseRecord, 'files' | 'content'>

/** Of the files as they are expected to be; where S3 encrypts, their ETags are not known yet. */
export function filesExpected(wanted: readonly Wanted[], known: ReadonlyMap<string, Known>): readonly RecordedFile[] {
  return wanted.map((file) => {
    const there = known.get(file.key)
    const isThere = there?.file !== undefined && there.file.sha256 === file.sha256
    return recorded(file, there, isThere ? there.live.etag : (file.etags[0] ?? ''))
  })
}

/** Of the files as they are now: with the ETags that S3 answered, or had listed for what stays. */
export function filesWritten(
  wanted: readonly Wanted[],
  known: ReadonlyMap<string, Known>,
  etags: ReadonlyMap<string, string>,
): readonly RecordedFile[] {
  return wanted.map((file) => {
    const there = known.get(file.key)
    return recorded(file, there, etags.get(file.key) ?? there?.live.etag ?? '')
  })
}

function recorded(file: Wanted, there: Known | undefined, etag: string): RecordedFile {
  const { key, role, size, sha256, headers, hashed } = file
  return { key, role, size, sha256: sha256 ?? there?.file?.sha256, etag, headers: headers ?? there?.file?.headers, hashed }
}

/** One above everything that was ever begun. */
export function nextSequence({ sequences, current }: Situation): number {
  const { live, history, begun } = current
  return Math.max(...sequences, live.sequence, ...[...history, ...begun].map(({ sequence }) => sequence)) + 1
}

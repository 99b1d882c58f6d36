// With which headers copies of a file may lie at an edge.

import type { Headers, LiveHeaders } from '../file-model.ts'
import type { Known, RecordedFile, Situation } from '../record-model.ts'

/** Of every copy that an edge may have: undefined among them where nobody knows, none where there cannot be any. */
export type EarlierHeaders = (key: string) => readonly (Headers | undefined)[]

/**
 * Goes by what is recorded of a key, and, where somebody may have changed that by hand, by what was looked up, too: an
 * edge may still have the copy of before. A key that a record knows was live once, whether it is there now or not.
 */
export function earlierHeaders(
  known: ReadonlyMap<string, Known>,
  looked: ReadonlyMap<string, LiveHeaders>,
  { current: { live, ledger, kept } }: Situation,
): EarlierHeaders {
  const files = new Map<string, Pick<RecordedFile, 'headers'>>([
    ...kept.map(({ key }) => [key, { headers: undefined }] as const),
    ...[...ledger.map(({ file }) => file), ...live.files].map((file) => [file.key, file] as const),
  ])
  return (key) => {
    const [there, file] = [known.get(key), files.get(key)]
    if (there?.hasRecordedHeaders) return [there.file?.headers]
    const recorded = file === undefined ? [] : [file.headers]
    return there === undefined ? recorded : [looked.get(key)?.headers, ...recorded]
  }
}

// What somebody changed by hand since the last release was recorded.

import type { LiveHeaders } from '../file-model.ts'
import type { HandEdit } from '../model.ts'
import type { Known, RecordedFile, Situation } from '../record-model.ts'
import { drift } from './compare.ts'
import { pathBelow } from './removals.ts'

/** Other bytes, other headers, and files that are gone: where no unfinished release has done it. */
export function handEdits(
  known: ReadonlyMap<string, Known>,
  headers: ReadonlyMap<string, LiveHeaders>,
  { current, open }: Situation,
): readonly HandEdit[] {
  const pathOf = pathBelow(current.live.prefix)
  const begun = open.map(({ files }) => new Map(files.map((file) => [file.key, file])))
  const edits = [...known.values()].map((one) => {
    const { key } = one.live
    const wished = begun.flatMap((files) => files.get(key) ?? [])
    return { key, what: editOf(one, headers.get(key), wished) }
  })
  const gone = current.live.files.filter(({ key }) => !known.has(key) && begun.every((files) => files.has(key)))
  return [...edits, ...gone.map(({ key }) => ({ key, what: 'deleted' }))].flatMap(({ key, what }) =>
    what === undefined ? [] : [{ key, path: pathOf(key), what }],
  )
}

/** @param wished what unfinished releases wanted there. */
function editOf(
  { kind, file }: Known,
  looked: LiveHeaders | undefined,
  wished: readonly RecordedFile[],
): string | undefined {
  if (kind === 'edited') return 'other content'
  if (kind !== 'live' || looked === undefined) return undefined
  return [file, ...wished].some((one) => hasHeaders(one, looked)) ? undefined : 'other headers'
}

/** Headers that nobody has recorded are as good as any. */
function hasHeaders(file: RecordedFile | undefined, { headers }: LiveHeaders): boolean {
  return file?.headers === undefined || drift(file.headers, headers).length === 0
}

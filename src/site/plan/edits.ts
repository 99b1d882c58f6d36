// What somebody changed by hand since the last release was recorded.

import type { HandEdit, Known, LiveHeaders, Situation } from '../model.ts'
import { drift } from './compare.ts'
import { pathBelow } from './removals.ts'

/** Other bytes, other headers, and files that are gone and that no unfinished release took away. */
export function handEdits(
  known: ReadonlyMap<string, Known>,
  headers: ReadonlyMap<string, LiveHeaders>,
  { current, open }: Situation,
): readonly HandEdit[] {
  const pathOf = pathBelow(current.live.prefix)
  const edit = (key: string, what: string): HandEdit => ({ key, path: pathOf(key), what })
  const edited = [...known.values()].flatMap((one) => {
    const what = editOf(one, headers.get(one.live.key))
    return what === undefined ? [] : [edit(one.live.key, what)]
  })
  const gone = current.live.files.filter(({ key, role }) => !known.has(key) && !(open.length > 0 && role !== 'asset'))
  return [...edited, ...gone.map(({ key }) => edit(key, 'deleted'))]
}

function editOf({ kind, file }: Known, looked: LiveHeaders | undefined): string | undefined {
  if (kind === 'edited') return 'other content'
  if (kind !== 'live' || file?.headers === undefined || looked === undefined) return undefined
  return drift(file.headers, looked.headers).length > 0 ? 'other headers' : undefined
}

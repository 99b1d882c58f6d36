// Which addresses may be cached with something else than what will be live.

import type { Headers, Role } from '../file-model.ts'
import type { Change } from '../model.ts'
import type { CurrentRecord, RecordedFile, ReleaseRecord, Situation } from '../record-model.ts'
import { drift, isSameContent } from './compare.ts'
import type { EarlierHeaders } from './earlier-headers.ts'
import { pathBelow } from './removals.ts'

export interface Touched {
  readonly key: string
  readonly path: string
  readonly role: Role
  readonly reason: string
  /** The headers of each copy that an edge may have; undefined where nobody knows them, none where nobody has a copy. */
  readonly earlier: readonly (Headers | undefined)[]
  /** It was not there, or perhaps not: an edge may have an error in its place. */
  readonly wasAbsent: boolean
  /** Its bytes stay: an edge that asks for it anew is told so, and may go on with the headers of its copy. */
  readonly hasOldBytes: boolean
}

/** Does the change touch an object that visitors may have? A key that did not exist cannot have been cached, save as an error. */
export function isOverwrite(change: Change): boolean {
  return change.kind === 'copy' || change.kind === 'delete' || 'etag' in change.condition
}

/** What these changes touch. */
export function touchedBy(changes: readonly Change[], earlier: EarlierHeaders): readonly Touched[] {
  return changes.map((change) => {
    const { asset, reason } = change
    const { key, path, role } = asset
    return { key, path, role, reason, earlier: earlier(key), ...stateOf(change) }
  })
}

function stateOf(change: Change): Pick<Touched, 'wasAbsent' | 'hasOldBytes'> {
  return { wasAbsent: !isOverwrite(change), hasOldBytes: change.kind === 'copy' }
}

/**
 * What runs that never came to record their release may have shown to visitors, and taken from them: everything in
 * which they differ from the release that is recorded as live.
 */
export function touchedBefore(situation: Situation): readonly Touched[] {
  return situation.open.flatMap((begun) => differences(situation, begun))
}

function differences(situation: Situation, begun: ReleaseRecord): readonly Touched[] {
  const { current } = situation
  const known = keysOnceLive(current)
  const before = new Map(current.live.files.map((file) => [file.key, file]))
  const pathOf = pathBelow(current.live.prefix)
  const reason = `release ${begun.sequence} was begun and not finished`
  return [...changedBy(begun, current), ...takenBy(begun, situation)].map(({ key, role, hashed, headers }) => {
    // Nobody knows any more whether that run found the key absent; but a hashed name has never had other bytes.
    const isFresh = hashed && role === 'asset' && !known.has(key)
    const earlier = isFresh ? [] : [headers, ...(before.has(key) ? [before.get(key)?.headers] : [])]
    return { key, path: pathOf(key), role, reason, earlier, wasAbsent: true, hasOldBytes: true }
  })
}

function keysOnceLive({ live, ledger, kept }: CurrentRecord): ReadonlySet<string> {
  return new Set([...live.files, ...ledger.map(({ file }) => file), ...kept].map(({ key }) => key))
}

function changedBy({ files }: ReleaseRecord, { live }: CurrentRecord): readonly RecordedFile[] {
  const before = new Map(live.files.map((file) => [file.key, file]))
  return files.filter((file) => isOther(file, before.get(file.key)))
}

/** Pages that it does not have, and what it may have purged. */
function takenBy({ files }: ReleaseRecord, { current, objects }: Situation): readonly RecordedFile[] {
  const wanted = new Set(files.map(({ key }) => key))
  const there = new Set(objects.map(({ key }) => key))
  const pages = current.live.files.filter(({ role }) => role !== 'asset')
  const retained = current.ledger.filter(({ condemned }) => !condemned).map(({ file }) => file)
  const gone = [...current.live.files, ...retained].filter(({ key }) => !there.has(key))
  return [...pages, ...gone].filter(({ key }) => !wanted.has(key))
}

function isOther(file: RecordedFile, before: RecordedFile | undefined): boolean {
  if (before === undefined) return true
  return !isSameContent(file, before) || !isSame(file.headers, before.headers)
}

function isSame(one: Headers | undefined, other: Headers | undefined): boolean {
  if (one === undefined || other === undefined) return one === other
  return drift(one, other).length === 0
}

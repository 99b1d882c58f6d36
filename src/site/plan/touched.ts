// Which addresses may be cached with something else than what will be live.

import type { Change, CurrentRecord, Headers, RecordedFile, ReleaseRecord, Role, Situation } from '../model.ts'

export interface Touched {
  readonly key: string
  readonly path: string
  readonly role: Role
  readonly reason: string
  /** Nobody can have had it before, save as an error. */
  readonly isFresh: boolean
}

/** Does the change touch an object that visitors may have? A key that did not exist cannot have been cached, save as an error. */
export function isOverwrite(change: Change): boolean {
  return change.kind === 'copy' || change.kind === 'delete' || 'etag' in change.condition
}

/** What these changes touch. A key that a record knows was live once, whether it is there now or not. */
export function touchedBy(changes: readonly Change[], { current }: Situation): readonly Touched[] {
  const known = new Set([...current.live.files, ...current.ledger.map(({ file }) => file)].map(({ key }) => key))
  return changes.map((change) => {
    const { key, path, role } = change.asset
    return { key, path, role, reason: change.reason, isFresh: !isOverwrite(change) && !known.has(key) }
  })
}

/**
 * What runs that never came to record their release may have shown to visitors: everything in which they differ from
 * the release that is recorded as live.
 */
export function touchedBefore({ current, open }: Situation): readonly Touched[] {
  return open.flatMap((begun) => differences(current, begun))
}

function differences({ live }: CurrentRecord, begun: ReleaseRecord): readonly Touched[] {
  const before = new Map(live.files.map((file) => [file.key, file]))
  const wanted = new Set(begun.files.map(({ key }) => key))
  const reason = `release ${begun.sequence} was begun and not finished`
  const path = (key: string): string => (live.prefix === '' ? key : key.slice(live.prefix.length + 1))
  const changed = begun.files.filter((file) => isOther(file, before.get(file.key)))
  const gone = live.files.filter(({ key, role }) => role !== 'asset' && !wanted.has(key))
  return [...changed, ...gone].map(({ key, role }) => {
    return { key, path: path(key), role, reason, isFresh: !before.has(key) && role === 'asset' }
  })
}

function isOther(file: RecordedFile, before: RecordedFile | undefined): boolean {
  if (before === undefined) return true
  const sameBytes = before.sha256 === undefined ? before.etag === file.etag : before.sha256 === file.sha256
  return !sameBytes || !isSameHeaders(file.headers, before.headers)
}

function isSameHeaders(one: Headers | undefined, other: Headers | undefined): boolean {
  if (one === undefined || other === undefined) return one === other
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name])
}

// What a history says: which deploy is live, what was begun, and what a rollback goes back to.

import type { Entry, History } from '../model.ts'

/** Deploys that are kept. */
const MOST = 20

/** The newest that is known to have been live; undefined where there is none. */
export function liveEntry({ entries }: History): Entry | undefined {
  return entries.findLast(({ state }) => state === 'deployed')
}

/** Begun by a run that saw no end of it; undefined where there is none. */
export function openEntry({ entries }: History): Entry | undefined {
  return entries.findLast(({ state }) => state === 'begun')
}

export function withEntry(history: History, entry: Omit<Entry, 'sequence'>): History {
  const sequence = (history.entries.at(-1)?.sequence ?? 0) + 1
  return { ...history, entries: [...history.entries, { ...entry, sequence }].slice(-MOST) }
}

/** Changes the entry with that number. */
export function changed(history: History, sequence: number, change: Partial<Entry>): History {
  return {
    ...history,
    entries: history.entries.map((entry) => (entry.sequence === sequence ? { ...entry, ...change } : entry)),
  }
}

/**
 * The newest entry that was deployed, older than what is live and of another identity. One that was itself a rollback
 * counts as what it went back to, so that a second rollback goes further back, and never forward.
 *
 * @param label what is observed to be live; where the history does not know it, every entry is older
 */
export function rollbackTarget(history: History, label: string): Entry | undefined {
  const live = history.entries.findLast((entry) => entry.state === 'deployed' && entry.label === label)
  const limit = live === undefined ? Number.POSITIVE_INFINITY : originOf(live, history)
  return history.entries.findLast(
    (entry) =>
      entry.state === 'deployed' &&
      entry.sequence < limit &&
      entry.label !== label &&
      (live === undefined || entry.identity === '' || entry.identity !== live.identity),
  )
}

/** The number of the deploy that an entry goes back to in the end. */
function originOf(entry: Entry, history: History): number {
  if (entry.restores === undefined) return entry.sequence
  const restored = history.entries.find(({ sequence }) => sequence === entry.restores)
  return restored === undefined ? entry.restores : originOf(restored, history)
}

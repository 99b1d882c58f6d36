// Lists that are in the order of a text, which no two of their entries share.

import { type Entry, entries, text } from '../../shared/records/entry.ts'
import { byBytes } from './order.ts'

/** Reads a list whose entries are in the order of the UTF-8 bytes of one of their texts. */
export function sortedEntries<Answer>(
  from: Entry,
  list: string,
  name: string,
  read: (entry: Entry) => Answer,
): readonly Answer[] {
  let last: string | undefined
  return entries(from, list, (entry) => {
    const here = text(entry, name)
    const order = last === undefined ? 1 : byBytes(here, last)
    if (order === 0) throw entry.fault(name, 'is there twice')
    if (order < 0) throw entry.fault(name, 'is out of order')
    last = here
    return read(entry)
  })
}

// Lists that are in the order of a text, which no two of their entries share.

import type { Entry } from '../../shared/records/entry.ts'
import { byBytes } from './order.ts'

/** The entries of a list, in the order of the UTF-8 bytes of one of their texts. */
export function sortedEntries(from: Entry, list: string, name: string): readonly Entry[] {
  const entries = from.entries(list)
  let last: string | undefined
  for (const entry of entries) {
    const here = entry.text(name)
    const order = last === undefined ? 1 : byBytes(here, last)
    if (order === 0) throw entry.fault(name, 'is there twice')
    if (order < 0) throw entry.fault(name, 'is out of order')
    last = here
  }
  return entries
}

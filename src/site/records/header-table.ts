// Sets of headers, each of them once: a site has few, and every file refers to one by its index.

import type { Headers } from '../file-model.ts'
import { headerSorter, sortedHeaders } from './order.ts'

export interface HeaderTable {
  /** In the order in which they were first asked for. */
  readonly sets: readonly Headers[]
  /** Undefined where nobody knows the headers. */
  indexOf(headers: Headers | undefined): number | undefined
}

export function headerTable(): HeaderTable {
  const sets: Headers[] = []
  const indexes = new Map<string, number>()
  const sortedJson = headerSorter()
  return {
    sets,
    indexOf(headers) {
      if (headers === undefined) return undefined
      const name = sortedJson(headers)
      const known = indexes.get(name)
      if (known !== undefined) return known
      indexes.set(name, sets.length)
      return sets.push(Object.fromEntries(sortedHeaders(headers))) - 1
    },
  }
}

// Sets of headers, each of them once: a site has few, and every file refers to one by its index.

import type { Headers } from '../file-model.ts'
import { sortedHeaders } from './order.ts'

export interface HeaderTable {
  /** In the order in which they were first asked for. */
  readonly sets: readonly Headers[]
  /** Undefined where nobody knows the headers. */
  indexOf(headers: Headers | undefined): number | undefined
}

export function headerTable(): HeaderTable {
  const sets: Headers[] = []
  const indexes = new Map<string, number>()
  return {
    sets,
    indexOf(headers) {
      if (headers === undefined) return undefined
      const sorted = sortedHeaders(headers)
      const name = JSON.stringify(sorted)
      const known = indexes.get(name)
      if (known !== undefined) return known
      indexes.set(name, sets.length)
      return sets.push(Object.fromEntries(sorted)) - 1
    },
  }
}

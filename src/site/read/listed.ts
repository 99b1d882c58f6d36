// What the names in a list of the state stand for.

import type { ListedState } from '../ports.ts'
import type { Situation } from '../record-model.ts'
import { hashOfKept, sequenceOf } from '../records/names.ts'

/** Sequences of all releases that have a record, the oldest first. */
export function sequencesIn(listed: readonly ListedState[]): readonly number[] {
  return listed.flatMap(({ name }) => sequenceOf(name) ?? []).sort((a, b) => a - b)
}

/** Content that is kept, by its hash. */
export function keptIn(listed: readonly ListedState[]): Situation['kept'] {
  return new Map(
    listed.flatMap(({ name, etag, size }) => {
      const hash = hashOfKept(name)
      return hash === undefined ? [] : [[hash, { etag, size }]]
    }),
  )
}

/** Prefixes inside this one that have a record of their own, which lies inside, or beside, ours. */
export function prefixesIn(listed: readonly ListedState[], prefix: string): readonly string[] {
  const folders = listed.flatMap(({ name }) => /^(?:\.\.\/)?(.+)\/current\.json$/.exec(name)?.[1] ?? [])
  return [...new Set(folders)].map((folder) => (prefix === '' ? folder : `${prefix}/${folder}`))
}

import type { StoredObject } from './object.ts'
import { byBytes, lowerBound } from './order.ts'

/** The objects of one bucket, with their keys at hand in the order of a listing. */
export interface Objects {
  get(key: string): StoredObject | undefined
  set(key: string, object: StoredObject): void
  delete(key: string): void
  /** All keys in UTF-8 byte order. */
  readonly keys: readonly string[]
}

export function objectsIn(objects: ReadonlyMap<string, StoredObject>): Objects {
  const byKey = new Map(objects)
  const keys = [...byKey.keys()].sort(byBytes)
  return {
    keys,
    get: (key) => byKey.get(key),
    set: (key, object) => {
      if (!byKey.has(key)) keys.splice(lowerBound(keys, key), 0, key)
      byKey.set(key, object)
    },
    delete: (key) => {
      if (byKey.delete(key)) keys.splice(lowerBound(keys, key), 1)
    },
  }
}

import { covers } from '../cloudfront/paths.ts'

/** What the edge keeps under an address: an object, or what stood in for an error. */
export interface CachedCopy {
  /** The address as an invalidation names it: path, and query string where it counts. */
  readonly address: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** Did the origin answer an error? Then the copy is never revalidated, and is told as an error. */
  readonly error: boolean
  readonly storedAt: number
  /** Until then it is answered without asking the origin. */
  readonly freshUntil: number
  /** From then until this it is answered while the origin is asked behind it. */
  readonly staleUntil: number
}

/** By cache key: the address, and what else the behaviour tells copies apart by. */
export type Cache = Map<string, CachedCopy>

/** Forgets everything that is covered by one of the paths. */
export function forget(cache: Cache, paths: readonly string[]): void {
  for (const [key, { address }] of cache) {
    if (paths.some((path) => covers(path, address))) cache.delete(key)
  }
}

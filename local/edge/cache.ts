import { covers } from '../cloudfront/paths.ts'

/** What the edge keeps under an address: an object, or what stood in for an error. */
export interface CachedCopy {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** Did the origin answer an error? Then the copy is never revalidated, and is told as an error. */
  readonly error: boolean
  readonly storedAt: number
  /** Until then it is answered without asking the origin. */
  readonly freshUntil: number
}

/** By address as the viewer sent it: path, and query string where the distribution counts it. */
export type Cache = Map<string, CachedCopy>

/** Forgets everything that is covered by one of the paths. */
export function forget(cache: Cache, paths: readonly string[]): void {
  for (const address of cache.keys()) {
    if (paths.some((path) => covers(path, address))) cache.delete(address)
  }
}

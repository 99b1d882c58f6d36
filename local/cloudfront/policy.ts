import { randomUUID } from 'node:crypto'

import type { Ttls } from '../edge/ttl.ts'

/** How copies are told apart and how long they are kept, wherever it is said: in a policy or in the behaviour itself. */
export interface Caching extends Ttls {
  /** Which parts of a query string belong to the cache key: all, none, or those named. */
  readonly queryStrings: boolean | readonly string[]
  /** Request headers that belong to the cache key. */
  readonly headers: readonly string[]
  /** Do cookies belong to the cache key? */
  readonly cookies: boolean
  /** The encodings that a behaviour with `compress` may choose from. */
  readonly gzip: boolean
  readonly brotli: boolean
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html */
export interface CachePolicy extends Caching {
  readonly id: string
  readonly name: string
}

/** What is left out is as in the API: 0, a day, a year; nothing in the cache key; no encodings. */
export interface CachePolicyOptions extends Partial<Omit<CachePolicy, 'id'>> {
  readonly name: string
}

/** By their IDs. */
export type CachePolicies = ReadonlyMap<string, CachePolicy>

export const DAY = 86_400
export const YEAR = 31_536_000

const PLAIN: Caching = {
  minTtl: 0,
  defaultTtl: DAY,
  maxTtl: YEAR,
  queryStrings: false,
  headers: [],
  cookies: false,
  gzip: false,
  brotli: false,
}

export function policyOf(options: CachePolicyOptions, id: string = randomUUID()): CachePolicy {
  return { ...PLAIN, ...options, id }
}

/** Finds a policy by its ID or its name; managed ones go by their short names, too. */
export function policyCalled(idOrName: string, policies: CachePolicies): CachePolicy {
  const names = [idOrName, `Managed-${idOrName}`]
  const found = policies.get(idOrName) ?? [...policies.values()].find(({ name }) => names.includes(name))
  if (found === undefined) throw new Error(`There is no cache policy ${idOrName}.`)
  return found
}

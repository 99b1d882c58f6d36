import type { Functions } from '../edge/rewrites.ts'
import type { Ttls } from '../edge/ttl.ts'
import { CACHING_OPTIMIZED } from './managed-policies.ts'
import { fits } from './pattern.ts'
import { type CachePolicies, type Caching, DAY, policyCalled, YEAR } from './policy.ts'

/** What the default behaviour and those before it can be told. */
export interface BehaviorSettings {
  /** The ID of an origin or an origin group; the main origin unless given. */
  readonly origin?: string
  /** A cache policy by ID or name; CachingOptimized unless given, or the older settings that follow. */
  readonly cachePolicy?: string
  /** Seconds, told inside the behaviour. With none of the three they are 1, a day, a year. */
  readonly minTtl?: number
  readonly defaultTtl?: number
  readonly maxTtl?: number
  /** Does the query string belong to what is cached, or which parts of it? Told inside the behaviour. */
  readonly queryStrings?: boolean | readonly string[]
  /** Does the edge compress for viewers that accept it? */
  readonly compress?: boolean
  readonly functions?: Functions
}

/** A cache behaviour for the paths that its pattern covers. */
export interface BehaviorOptions extends BehaviorSettings {
  readonly pattern: string
}

export interface Behavior {
  /** `*` for the default behaviour. */
  readonly pattern: string
  readonly origin: string
  /** The ID of its cache policy; undefined where the older settings stand in the behaviour itself. */
  readonly policy: string | undefined
  readonly caching: Caching
  readonly compress: boolean
  readonly functions: Functions
}

export function behaviorOf(options: BehaviorOptions, mainOrigin: string, policies: CachePolicies): Behavior {
  const { pattern, origin = mainOrigin, compress = false, functions = {} } = options
  return { pattern, origin, compress, functions, ...cachingOf(options, policies) }
}

/** The first behaviour whose pattern covers the path; the last one covers every path. */
export function behaviorFor(path: string, behaviors: readonly Behavior[]): Behavior {
  const found = behaviors.find(({ pattern }) => fits(pattern, path))
  if (found === undefined) throw new Error(`No cache behavior covers ${path}.`)
  return found
}

/** Either a policy, or the older settings inside the behaviour, which know gzip alone. */
function cachingOf(options: BehaviorOptions, policies: CachePolicies): Pick<Behavior, 'policy' | 'caching'> {
  const { cachePolicy, queryStrings } = options
  const older = hasTtls(options) || (queryStrings !== undefined && queryStrings !== false)
  if (!older) {
    const policy = policyCalled(cachePolicy ?? CACHING_OPTIMIZED, policies)
    return { policy: policy.id, caching: policy }
  }
  if (cachePolicy !== undefined)
    throw new Error(`Behavior ${options.pattern} has a cache policy and settings beside it.`)
  const key = { queryStrings: queryStrings ?? false, headers: [], cookies: false }
  return { policy: undefined, caching: { ...ttlsOf(options), ...key, gzip: true, brotli: false } }
}

function hasTtls({ minTtl, defaultTtl, maxTtl }: BehaviorSettings): boolean {
  return [minTtl, defaultTtl, maxTtl].some((ttl) => ttl !== undefined)
}

function ttlsOf(settings: BehaviorSettings): Ttls {
  const { minTtl = hasTtls(settings) ? 0 : 1, defaultTtl = DAY, maxTtl = YEAR } = settings
  return { minTtl, defaultTtl, maxTtl }
}

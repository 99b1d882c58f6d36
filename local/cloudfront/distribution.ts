import { randomBytes } from 'node:crypto'

import type { Cache } from '../edge/cache.ts'
import type { Invalidation } from './invalidation.ts'

/** What stands in for an error of the origin. */
export interface ErrorResponse {
  readonly code: number
  /** The path of the page to answer with; without one only the time is set. */
  readonly page?: string
  /** The status that the page is answered with; the error's own unless given. */
  readonly responseCode?: number
  /** ErrorCachingMinTTL in seconds, 10 unless given. */
  readonly ttl?: number
}

export interface DistributionOptions {
  /** Made up unless given. */
  readonly id?: string
  /** Alternate domain names. */
  readonly aliases?: readonly string[]
  readonly bucket: string
  /** Where in the bucket the site lies: `/dist` unless given, `''` for the root. */
  readonly originPath?: string
  /** What `/` means: `index.html` unless given, `''` for none. */
  readonly defaultRootObject?: string
  /** Seconds. With none of the three the managed policy CachingOptimized holds: 1, a day, a year. */
  readonly minTtl?: number
  readonly defaultTtl?: number
  readonly maxTtl?: number
  /** None unless given. */
  readonly errorResponses?: readonly ErrorResponse[]
  readonly enabled?: boolean
  readonly tags?: Readonly<Record<string, string>>
  /** Does the query string belong to what is cached? */
  readonly queryStrings?: boolean
  /** How long an invalidation stays in progress; 0 unless given. */
  readonly invalidationSeconds?: number
  /** May CloudFront list the bucket? Without that a missing key is a 403, with it a 404. */
  readonly listBucketAllowed?: boolean
  /** Does the edge compress for viewers that accept it? */
  readonly compress?: boolean
}

/** A distribution with one origin and one cache behaviour. */
export interface Distribution extends Required<DistributionOptions> {
  readonly arn: string
  readonly domainName: string
  readonly created: number
  /** Do its TTLs come from the managed cache policy? */
  readonly managedPolicy: boolean
  readonly invalidations: Invalidation[]
  /** Those whose effect the cache has felt. */
  readonly settled: Set<Invalidation>
  readonly cache: Cache
}

const DAY = 86_400
const YEAR = 31_536_000

export function distributionOf(options: DistributionOptions, account: string, created: number): Distribution {
  const id = options.id ?? `E${randomBytes(7).toString('hex').toUpperCase().slice(0, 13)}`
  const { minTtl, defaultTtl, maxTtl } = options
  const managedPolicy = [minTtl, defaultTtl, maxTtl].every((ttl) => ttl === undefined)
  return {
    aliases: [],
    originPath: '/dist',
    defaultRootObject: 'index.html',
    minTtl: managedPolicy ? 1 : 0,
    defaultTtl: DAY,
    maxTtl: YEAR,
    errorResponses: [],
    enabled: true,
    tags: {},
    queryStrings: false,
    invalidationSeconds: 0,
    listBucketAllowed: false,
    compress: false,
    ...options,
    id,
    arn: `arn:aws:cloudfront::${account}:distribution/${id}`,
    domainName: `d${id.toLowerCase().slice(1)}.cloudfront.net`,
    created,
    managedPolicy,
    invalidations: [],
    settled: new Set(),
    cache: new Map(),
  }
}

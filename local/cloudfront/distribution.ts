import { randomBytes } from 'node:crypto'

import { type EdgeLocation, type InvalidationSeconds, locationsOf, ONLY_LOCATION } from '../edge/location.ts'
import { type Behavior, type BehaviorOptions, type BehaviorSettings, behaviorOf } from './behavior.ts'
import type { Invalidation } from './invalidation.ts'
import { type Origin, type OriginGroup, type Origins, refuseUnknownOrigin } from './origins.ts'
import type { CachePolicies } from './policy.ts'

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

/** The settings of the default behaviour stand beside those of the distribution. */
export interface DistributionOptions extends BehaviorSettings {
  /** Made up unless given. */
  readonly id?: string
  /** Alternate domain names. */
  readonly aliases?: readonly string[]
  /** The main origin; its ID is the bucket's name. */
  readonly bucket: string
  /** Where in the bucket the site lies: `/dist` unless given, `''` for the root. */
  readonly originPath?: string
  /** Further origins, for behaviours and groups to name. */
  readonly origins?: readonly Origin[]
  readonly originGroups?: readonly OriginGroup[]
  /** Tried in their order, before the default one. */
  readonly behaviors?: readonly BehaviorOptions[]
  /** What `/` means: `index.html` unless given, `''` for none. */
  readonly defaultRootObject?: string
  /** None unless given. */
  readonly errorResponses?: readonly ErrorResponse[]
  readonly enabled?: boolean
  readonly tags?: Readonly<Record<string, string>>
  /** The names of its edge locations; one unless given. */
  readonly locations?: readonly string[]
  /** How long an invalidation stays in progress; 0 unless given. */
  readonly invalidationSeconds?: InvalidationSeconds
  /** How long after `lastModified` the status is InProgress, because some edges have an older configuration; 0 unless given. */
  readonly deploySeconds?: number
  /** When the configuration was changed last; now unless given. */
  readonly lastModified?: Date
  /** May CloudFront list the bucket? Without that a missing key is a 403, with it a 404. */
  readonly listBucketAllowed?: boolean
}

export interface Distribution extends Origins {
  readonly id: string
  readonly arn: string
  readonly domainName: string
  readonly aliases: readonly string[]
  /** In the order in which they are tried; the last one is the default. */
  readonly behaviors: readonly Behavior[]
  readonly defaultRootObject: string
  readonly errorResponses: readonly ErrorResponse[]
  readonly enabled: boolean
  readonly tags: Readonly<Record<string, string>>
  readonly listBucketAllowed: boolean
  readonly locations: readonly EdgeLocation[]
  readonly lastModified: number
  /** From then on every edge has the configuration. */
  readonly deployed: number
  readonly invalidations: Invalidation[]
}

/** What a distribution is made with. */
export interface Circumstances {
  readonly account: string
  readonly policies: CachePolicies
  readonly now: number
}

export function distributionOf(options: DistributionOptions, circumstances: Circumstances): Distribution {
  const id = options.id ?? `E${randomBytes(7).toString('hex').toUpperCase().slice(0, 13)}`
  const lastModified = options.lastModified?.getTime() ?? circumstances.now
  const { locations = [ONLY_LOCATION], invalidationSeconds = 0 } = options
  return {
    id,
    arn: `arn:aws:cloudfront::${circumstances.account}:distribution/${id}`,
    domainName: `d${id.toLowerCase().slice(1)}.cloudfront.net`,
    aliases: options.aliases ?? [],
    ...routingOf(options, circumstances.policies),
    defaultRootObject: options.defaultRootObject ?? 'index.html',
    errorResponses: options.errorResponses ?? [],
    enabled: options.enabled ?? true,
    tags: options.tags ?? {},
    listBucketAllowed: options.listBucketAllowed ?? false,
    locations: locationsOf(locations, invalidationSeconds),
    lastModified,
    deployed: lastModified + (options.deploySeconds ?? 0) * 1000,
    invalidations: [],
  }
}

/** Its origins, and the behaviours that name them. */
function routingOf(options: DistributionOptions, policies: CachePolicies): Origins & Pick<Distribution, 'behaviors'> {
  const main: Origin = { id: options.bucket, bucket: options.bucket, path: options.originPath ?? '/dist' }
  const origins = { origins: [main, ...(options.origins ?? [])], originGroups: options.originGroups ?? [] }
  const behaviors = [...(options.behaviors ?? []), { ...options, pattern: '*' }].map((behavior) =>
    behaviorOf(behavior, main.id, policies),
  )
  const named = [...behaviors.map(({ origin }) => origin), ...origins.originGroups.flatMap(({ members }) => members)]
  for (const id of named) refuseUnknownOrigin(id, origins)
  return { ...origins, behaviors }
}

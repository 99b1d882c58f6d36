import type { InvalidationSeconds } from '../edge/location.ts'
import type { BehaviorOptions, BehaviorSettings } from './behavior.ts'
import type { Origin, OriginGroup } from './origins.ts'

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

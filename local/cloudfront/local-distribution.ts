import type { Clock } from '../clock.ts'
import { type EdgeLocation, settle } from '../edge/location.ts'
import type { Distribution } from './distribution.ts'
import { type Invalidation, statusOf } from './invalidation.ts'

/** An invalidation as a test looks at it. */
export interface LocalInvalidation extends Invalidation {
  readonly status: 'InProgress' | 'Completed'
}

/** A distribution as a test holds it in its hand. */
export interface LocalDistribution {
  readonly id: string
  readonly arn: string
  /** `dxxxx.cloudfront.net`; it does not resolve, use `url`. */
  readonly domainName: string
  /** The edge, for browsers and `fetch`: the first location. */
  readonly url: string
  /** Every edge location by its name. */
  readonly locations: Readonly<Record<string, { readonly url: string }>>
  /** Oldest first. */
  readonly invalidations: readonly LocalInvalidation[]
  /** From now on a location forgets nothing, although the control plane calls invalidations completed; all unless named. */
  freeze(location?: string): void
  /** Lets a frozen location forget again, at once what it has missed. */
  thaw(location?: string): void
}

/** The urls are those of the locations, in their order. */
export function localDistribution(
  distribution: Distribution,
  urls: readonly string[],
  clock: Clock,
): LocalDistribution {
  const { id, arn, domainName, locations } = distribution
  return {
    id,
    arn,
    domainName,
    url: urls[0] ?? '',
    locations: Object.fromEntries(locations.map(({ name }, index) => [name, { url: urls[index] ?? '' }])),
    get invalidations() {
      const now = clock.now()
      return distribution.invalidations.map((invalidation) => ({
        ...invalidation,
        status: statusOf(invalidation, now),
      }))
    },
    freeze: (name) => {
      for (const location of locationsCalled(name, distribution)) {
        settle(location, distribution.invalidations, clock.now())
        location.frozen = true
      }
    },
    thaw: (name) => {
      for (const location of locationsCalled(name, distribution)) location.frozen = false
    },
  }
}

function locationsCalled(wanted: string | undefined, { id, locations }: Distribution): readonly EdgeLocation[] {
  const meant = locations.filter(({ name }) => wanted === undefined || name === wanted)
  if (meant.length === 0) throw new Error(`Distribution ${id} has no location ${wanted}.`)
  return meant
}

import { edgeOf } from '../edge/edge.ts'
import type { Desk } from '../http/conversation.ts'
import { type Listener, listen } from '../http/listener.ts'
import type { Store } from '../s3/store.ts'
import { ACCOUNT } from '../s3/strictness.ts'
import { type Distribution, type DistributionOptions, distributionOf } from './distribution.ts'
import { type Invalidation, statusOf } from './invalidation.ts'

/** An invalidation as a test looks at it. */
export interface LocalInvalidation extends Invalidation {
  readonly status: 'InProgress' | 'Completed'
}

export interface LocalDistribution {
  readonly id: string
  readonly arn: string
  /** `dxxxx.cloudfront.net`; it does not resolve, use `url`. */
  readonly domainName: string
  /** The edge, for browsers and `fetch`. */
  readonly url: string
  /** Oldest first. */
  readonly invalidations: readonly LocalInvalidation[]
}

/** The distributions without the network. */
export interface Distributions {
  /** Makes a distribution and opens its edge. */
  create(options: DistributionOptions): Promise<LocalDistribution>
}

export interface DistributionsAndEdges {
  readonly door: Distributions
  readonly distributions: ReadonlyMap<string, Distribution>
  closeEdges(): Promise<void>
}

export function openDistributions(store: Store, desk: Desk): DistributionsAndEdges {
  const distributions = new Map<string, Distribution>()
  const edges: Listener[] = []
  const create = async (options: DistributionOptions) => {
    const distribution = distributionOf(options, ACCOUNT, desk.clock.now())
    if (distributions.has(distribution.id)) throw new Error(`There is a distribution ${distribution.id} already.`)
    distributions.set(distribution.id, distribution)
    const edge = await listen(edgeOf(distribution, store, desk))
    edges.push(edge)
    return localDistribution(distribution, edge.url, desk)
  }
  return {
    door: { create },
    distributions,
    closeEdges: async () => {
      await Promise.all(edges.map((edge) => edge.close()))
    },
  }
}

function localDistribution(distribution: Distribution, url: string, { clock }: Desk): LocalDistribution {
  const { id, arn, domainName } = distribution
  return {
    id,
    arn,
    domainName,
    url,
    get invalidations() {
      const now = clock.now()
      return distribution.invalidations.map((invalidation) => ({
        ...invalidation,
        status: statusOf(invalidation, now),
      }))
    },
  }
}

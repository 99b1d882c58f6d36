import { edgeOf } from '../edge/edge.ts'
import type { Desk } from '../http/conversation.ts'
import { type Listener, listen } from '../http/listener.ts'
import type { Store } from '../s3/store.ts'
import { ACCOUNT } from '../s3/strictness.ts'
import { type Distribution, distributionOf } from './distribution.ts'
import type { DistributionOptions } from './distribution-options.ts'
import { type LocalDistribution, localDistribution } from './local-distribution.ts'
import { managedPolicies } from './managed-policies.ts'
import { type CachePolicies, type CachePolicy, type CachePolicyOptions, policyOf } from './policy.ts'

/** The distributions without the network. */
export interface Distributions {
  /** Makes a distribution and opens its edge. */
  create(options: DistributionOptions): Promise<LocalDistribution>
  /** Makes a cache policy for behaviours to name. */
  createPolicy(options: CachePolicyOptions): CachePolicy
}

/** What the control plane knows. */
export interface Holdings {
  readonly distributions: ReadonlyMap<string, Distribution>
  readonly policies: CachePolicies
}

export interface DistributionsAndEdges {
  readonly door: Distributions
  readonly holdings: Holdings
  closeEdges(): Promise<void>
}

export function openDistributions(store: Store, desk: Desk): DistributionsAndEdges {
  const distributions = new Map<string, Distribution>()
  const policies = new Map(managedPolicies)
  const edges: Listener[] = []
  const create = async (options: DistributionOptions) => {
    const distribution = distributionOf(options, { account: ACCOUNT, policies, now: desk.clock.now() })
    if (distributions.has(distribution.id)) throw new Error(`There is a distribution ${distribution.id} already.`)
    distributions.set(distribution.id, distribution)
    const opened = await Promise.all(
      distribution.locations.map((location) => listen(edgeOf({ distribution, location, store }, desk))),
    )
    edges.push(...opened)
    const urls = opened.map(({ url }) => url)
    return localDistribution(distribution, urls, desk.clock)
  }
  const createPolicy = (options: CachePolicyOptions) => {
    const policy = policyOf(options)
    policies.set(policy.id, policy)
    return policy
  }
  return {
    door: { create, createPolicy },
    holdings: { distributions, policies },
    closeEdges: async () => {
      await Promise.all(edges.map((edge) => edge.close()))
    },
  }
}

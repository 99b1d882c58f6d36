// Reads a distribution with the cache policies that it names, as far as the role may.

import {
  type CloudFrontClient,
  GetCachePolicyCommand,
  GetDistributionCommand,
  GetDistributionConfigCommand,
} from '@aws-sdk/client-cloudfront'
import type { Attempted } from '../../shared/aws-errors.ts'
import type { Distribution } from '../distribution-model.ts'
import { policiesOf } from './behaviors.ts'
import { cachePolicies } from './cache-policies.ts'
import { arnOf, distributionOf, type Found, policyArnOf, unreadable } from './distribution.ts'

/** Sends a request that the role may lack the right for: then undefined is the answer. Actions go without `cloudfront:`. */
export type Allowed = <Answer>(attempted: Attempted, send: () => Promise<Answer>) => Promise<Answer | undefined>

/** Answers all that may be read of the distribution with that ID. */
export function distributionReader(
  client: Pick<CloudFrontClient, 'send'>,
  allowed: Allowed,
): (id: string) => Promise<Distribution> {
  const readPolicies = cachePolicies((id) =>
    allowed(
      { what: `Could not read cache policy ${id}`, action: 'GetCachePolicy', resource: policyArnOf(id) },
      async () => (await client.send(new GetCachePolicyCommand({ Id: id }))).CachePolicy?.CachePolicyConfig,
    ),
  )
  const attempted = (id: string, action: string): Attempted => ({
    what: `Could not read distribution ${id}`,
    action,
    resource: arnOf(id),
  })
  const readAll = (id: string): Promise<Found | undefined> =>
    allowed(attempted(id, 'GetDistribution'), async () => {
      return (await client.send(new GetDistributionCommand({ Id: id }))).Distribution
    })
  /** Another right, which a role may have without the one for all of it. */
  const readSettings = (id: string): Promise<Found | undefined> =>
    allowed(attempted(id, 'GetDistributionConfig'), async () => {
      const { DistributionConfig } = await client.send(new GetDistributionConfigCommand({ Id: id }))
      return { DistributionConfig }
    })

  return async (id) => {
    const found = (await readAll(id)) ?? (await readSettings(id))
    if (found === undefined) return unreadable(id)
    return distributionOf(id, found, await readPolicies(policiesOf(found.DistributionConfig)))
  }
}

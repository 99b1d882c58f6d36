import { randomBytes } from 'node:crypto'

import { type EdgeLocation, locationsOf, ONLY_LOCATION } from '../edge/location.ts'
import { type Behavior, behaviorOf } from './behavior.ts'
import type { DistributionOptions, ErrorResponse } from './distribution-options.ts'
import type { Invalidation } from './invalidation.ts'
import { type Origin, type Origins, refuseUnknownOrigin } from './origins.ts'
import type { CachePolicies } from './policy.ts'

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

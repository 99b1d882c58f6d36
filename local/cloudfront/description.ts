import { tag, type Xml } from '../xml/write.ts'
import { behaviorParts } from './behavior-description.ts'
import type { Distribution } from './distribution.ts'
import type { ErrorResponse } from './distribution-options.ts'
import { inProgress } from './invalidation.ts'
import { originGroupParts, originParts } from './origin-description.ts'
import { quantified } from './rendering.ts'

/** The Distribution element of GetDistribution. */
export function distributionParts(distribution: Distribution, now: number): Xml[] {
  return [
    ...statusParts(distribution, now),
    tag('InProgressInvalidationBatches', inProgress(distribution, now).length),
    tag('DomainName', distribution.domainName),
    tag('ActiveTrustedSigners', [tag('Enabled', false), tag('Quantity', 0)]),
    tag('ActiveTrustedKeyGroups', [tag('Enabled', false), tag('Quantity', 0)]),
    tag('DistributionConfig', configParts(distribution)),
  ]
}

/** What GetDistributionConfig tells. */
export function configParts(distribution: Distribution): Xml[] {
  return [
    tag('CallerReference', distribution.id),
    tag('DefaultRootObject', distribution.defaultRootObject),
    ...sharedParts(distribution),
    tag('Logging', [tag('Enabled', false), tag('IncludeCookies', false), tag('Bucket', ''), tag('Prefix', '')]),
  ]
}

/** One entry of ListDistributions: the same without the default root object. */
export function summaryParts(distribution: Distribution, now: number): Xml[] {
  return [...statusParts(distribution, now), tag('DomainName', distribution.domainName), ...sharedParts(distribution)]
}

function statusParts({ id, arn, lastModified, deployed }: Distribution, now: number): Xml[] {
  return [
    tag('Id', id),
    tag('ARN', arn),
    tag('Status', now < deployed ? 'InProgress' : 'Deployed'),
    tag('LastModifiedTime', new Date(lastModified).toISOString()),
  ]
}

function sharedParts(distribution: Distribution): Xml[] {
  const { aliases, origins, originGroups, errorResponses, enabled } = distribution
  const aliasItems = aliases.map((alias) => tag('CNAME', alias))
  const errorItems = errorResponses.map((response) => tag('CustomErrorResponse', errorParts(response)))
  return [
    quantified('Aliases', aliasItems),
    quantified(
      'Origins',
      origins.map((origin) => tag('Origin', originParts(origin))),
    ),
    quantified(
      'OriginGroups',
      originGroups.map((group) => tag('OriginGroup', originGroupParts(group))),
    ),
    ...cachingParts(distribution),
    quantified('CustomErrorResponses', errorItems),
    tag('Comment', ''),
    tag('PriceClass', 'PriceClass_All'),
    tag('Enabled', enabled),
    tag('ViewerCertificate', [tag('CloudFrontDefaultCertificate', aliases.length === 0)]),
    tag('Restrictions', [tag('GeoRestriction', [tag('RestrictionType', 'none'), tag('Quantity', 0)])]),
    tag('WebACLId', ''),
    tag('HttpVersion', 'http2'),
    tag('IsIPV6Enabled', true),
    tag('Staging', false),
  ]
}

/** The default behaviour has no path pattern and stands apart. */
function cachingParts({ behaviors }: Distribution): Xml[] {
  const patterned = behaviors.slice(0, -1)
  return [
    ...behaviors.slice(-1).map((behavior) => tag('DefaultCacheBehavior', behaviorParts(behavior))),
    quantified(
      'CacheBehaviors',
      patterned.map((behavior) =>
        tag('CacheBehavior', [tag('PathPattern', behavior.pattern), ...behaviorParts(behavior)]),
      ),
    ),
  ]
}

function errorParts({ code, page, responseCode, ttl = 10 }: ErrorResponse): Xml[] {
  return [
    tag('ErrorCode', code),
    tag('ResponsePagePath', page ?? ''),
    tag('ResponseCode', page === undefined ? '' : String(responseCode ?? code)),
    tag('ErrorCachingMinTTL', ttl),
  ]
}

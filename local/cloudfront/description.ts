import { tag, type Xml } from '../xml/write.ts'
import type { Distribution, ErrorResponse } from './distribution.ts'
import { inProgress } from './invalidation.ts'
import { CACHING_OPTIMIZED, quantified } from './rendering.ts'

/** The Distribution element of GetDistribution. */
export function distributionParts(distribution: Distribution, now: number): Xml[] {
  return [
    tag('Id', distribution.id),
    tag('ARN', distribution.arn),
    tag('Status', 'Deployed'),
    tag('LastModifiedTime', new Date(distribution.created).toISOString()),
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
export function summaryParts(distribution: Distribution): Xml[] {
  return [
    tag('Id', distribution.id),
    tag('ARN', distribution.arn),
    tag('Status', 'Deployed'),
    tag('LastModifiedTime', new Date(distribution.created).toISOString()),
    tag('DomainName', distribution.domainName),
    ...sharedParts(distribution),
  ]
}

function sharedParts(distribution: Distribution): Xml[] {
  const { aliases, errorResponses, enabled } = distribution
  return [
    quantified(
      'Aliases',
      aliases.map((alias) => tag('CNAME', alias)),
    ),
    quantified('Origins', [tag('Origin', originParts(distribution))]),
    tag('DefaultCacheBehavior', behaviorParts(distribution)),
    quantified('CacheBehaviors', []),
    quantified(
      'CustomErrorResponses',
      errorResponses.map((response) => tag('CustomErrorResponse', errorParts(response))),
    ),
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

function originParts({ bucket, originPath }: Distribution): Xml[] {
  return [
    tag('Id', bucket),
    tag('DomainName', `${bucket}.s3.us-east-1.amazonaws.com`),
    tag('OriginPath', originPath),
    quantified('CustomHeaders', []),
    tag('S3OriginConfig', [tag('OriginAccessIdentity', '')]),
    tag('ConnectionAttempts', 3),
    tag('ConnectionTimeout', 10),
    tag('OriginAccessControlId', 'ELOCALACCESS'),
  ]
}

function behaviorParts(distribution: Distribution): Xml[] {
  return [
    tag('TargetOriginId', distribution.bucket),
    tag('TrustedSigners', [tag('Enabled', false), tag('Quantity', 0)]),
    tag('TrustedKeyGroups', [tag('Enabled', false), tag('Quantity', 0)]),
    tag('ViewerProtocolPolicy', 'redirect-to-https'),
    quantified('AllowedMethods', [tag('Method', 'HEAD'), tag('Method', 'GET')]),
    tag('SmoothStreaming', false),
    tag('Compress', distribution.compress),
    quantified('LambdaFunctionAssociations', []),
    quantified('FunctionAssociations', []),
    tag('FieldLevelEncryptionId', ''),
    ...cachingParts(distribution),
  ]
}

/** Either a policy, or the older settings inside the behaviour itself. */
function cachingParts({ managedPolicy, queryStrings, minTtl, defaultTtl, maxTtl }: Distribution): Xml[] {
  if (managedPolicy && !queryStrings) return [tag('CachePolicyId', CACHING_OPTIMIZED)]
  const cookies = tag('Cookies', [tag('Forward', 'none')])
  return [
    tag('ForwardedValues', [
      tag('QueryString', queryStrings),
      cookies,
      quantified('Headers', []),
      quantified('QueryStringCacheKeys', []),
    ]),
    tag('MinTTL', minTtl),
    tag('DefaultTTL', defaultTtl),
    tag('MaxTTL', maxTtl),
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

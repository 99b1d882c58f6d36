import { type Content, tag, type Xml, xmlDocument } from '../xml/write.ts'
import type { Distribution, ErrorResponse } from './distribution.ts'
import { type Invalidation, inProgress, statusOf } from './invalidation.ts'

const NAMESPACE = 'http://cloudfront.amazonaws.com/doc/2020-05-31/'

export function cloudFrontDocument(name: string, content: Exclude<Content, undefined>): string {
  return xmlDocument(name, content, NAMESPACE)
}

/** The managed policy that most S3 sites use: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
export const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6'

/** A list as CloudFront words it: the number, and the items if there are any. */
export function quantified(name: string, items: readonly Xml[]): Xml {
  return tag(name, [tag('Quantity', items.length), tag('Items', items.length === 0 ? undefined : items)])
}

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

/** What CreateInvalidation and GetInvalidation answer. */
export function invalidationParts(invalidation: Invalidation, now: number): Xml[] {
  return [
    ...invalidationSummary(invalidation, now),
    tag('InvalidationBatch', [
      quantified(
        'Paths',
        invalidation.paths.map((path) => tag('Path', path)),
      ),
      tag('CallerReference', invalidation.callerReference),
    ]),
  ]
}

export function invalidationSummary(invalidation: Invalidation, now: number): Xml[] {
  return [
    tag('Id', invalidation.id),
    tag('Status', statusOf(invalidation, now)),
    tag('CreateTime', new Date(invalidation.createTime).toISOString()),
  ]
}

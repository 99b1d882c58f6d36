// A distribution as CloudFront tells it, and as a deploy needs it.

import type {
  CustomErrorResponse,
  DistributionSummary,
  Distribution as SdkDistribution,
} from '@aws-sdk/client-cloudfront'
import type { Caching, Distribution, ErrorResponse } from '../distribution-model.ts'
import { behaviorsOf, originsOf } from './behaviors.ts'

/** An ID has no dot, and a host name has one. */
export function isId(idOrHost: string): boolean {
  return !idOrHost.includes('.')
}

export function hostsOf(summary: DistributionSummary): string[] {
  return [...(summary.Aliases?.Items ?? []), summary.DomainName ?? ''].map((host) => host.toLowerCase())
}

/** `shop.example.com` → `*.example.com`, an alternate domain name that stands for it. */
export function wildcardOf(host: string): string {
  return host.toLowerCase().replace(/^[^.]+/, '*')
}

/** What was read of a distribution: all of it, or only its settings. */
export type Found = Pick<SdkDistribution, 'DistributionConfig'> & Partial<SdkDistribution>

/** `policies` are the cache policies that could be read. */
export function distributionOf(id: string, found: Found, policies: ReadonlyMap<string, Caching>): Distribution {
  const config = found.DistributionConfig
  return {
    id,
    arn: found.ARN ?? arnOf(id),
    domainName: found.DomainName ?? '',
    aliases: config?.Aliases?.Items ?? [],
    enabled: config?.Enabled ?? false,
    deployed: found.Status === undefined ? undefined : found.Status === 'Deployed',
    lastModified: found.LastModifiedTime?.toISOString() ?? '',
    defaultRootObject: config?.DefaultRootObject ?? '',
    origins: originsOf(config),
    behaviors: behaviorsOf(config, policies),
    errorResponses: (config?.CustomErrorResponses?.Items ?? []).map(errorResponseOf),
    readable: true,
  }
}

function errorResponseOf(response: CustomErrorResponse): ErrorResponse {
  const { ErrorCode: status = 0, ResponsePagePath: page = '', ResponseCode, ErrorCachingMinTTL } = response
  return { status, page, answeredStatus: Number(ResponseCode || status), ttl: ErrorCachingMinTTL ?? DEFAULT_ERROR_TTL }
}

/** Seconds. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html */
const DEFAULT_ERROR_TTL = 10

export function unreadable(id: string): Distribution {
  return { ...distributionOf(id, { DistributionConfig: undefined }, new Map()), enabled: true, readable: false }
}

/** As in a policy; the account is known to AWS alone. */
export function arnOf(id: string): string {
  return `arn:aws:cloudfront::*:distribution/${id}`
}

export function policyArnOf(id: string): string {
  return `arn:aws:cloudfront::*:cache-policy/${id}`
}

// A distribution as CloudFront tells it, and as a deploy needs it.

import type { DistributionSummary, Distribution as SdkDistribution } from '@aws-sdk/client-cloudfront'
import type { Distribution } from '../model.ts'

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

export function distributionOf(id: string, found: SdkDistribution | undefined): Distribution {
  const config = found?.DistributionConfig
  return {
    id,
    arn: found?.ARN ?? arnOf(id),
    domainName: found?.DomainName ?? '',
    aliases: config?.Aliases?.Items ?? [],
    enabled: config?.Enabled ?? false,
    defaultRootObject: config?.DefaultRootObject ?? '',
    origins: (config?.Origins?.Items ?? []).map(({ DomainName = '', OriginPath = '' }) => ({
      domainName: DomainName,
      path: OriginPath,
    })),
    errorResponses: (config?.CustomErrorResponses?.Items ?? []).map((response) => ({
      status: response.ErrorCode ?? 0,
      page: response.ResponsePagePath ?? '',
      ttl: response.ErrorCachingMinTTL ?? DEFAULT_ERROR_TTL,
    })),
    readable: true,
  }
}

/** Seconds. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html */
const DEFAULT_ERROR_TTL = 10

export function unreadable(id: string): Distribution {
  return {
    id,
    arn: arnOf(id),
    domainName: '',
    aliases: [],
    enabled: true,
    defaultRootObject: '',
    origins: [],
    errorResponses: [],
    readable: false,
  }
}

/** As in a policy; the account is known to AWS alone. */
export function arnOf(id: string): string {
  return `arn:aws:cloudfront::*:distribution/${id}`
}

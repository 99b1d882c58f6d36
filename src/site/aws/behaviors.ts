// The cache behaviours of a distribution, in the order in which CloudFront tries them.

import type {
  CookiePreference,
  DefaultCacheBehavior,
  DistributionConfig,
  ForwardedValues,
  CacheBehavior as SdkBehavior,
  Origin as SdkOrigin,
} from '@aws-sdk/client-cloudfront'
import type { CacheBehavior, Caching, EdgeFunction, KeyPart, Origin } from '../distribution-model.ts'
import { ttlsOf } from './cache-policies.ts'

type Settings = SdkBehavior | DefaultCacheBehavior

const DEFAULT_PATTERN = '*'

/** IDs of the cache policies that they name. */
export function policiesOf(config: DistributionConfig | undefined): readonly string[] {
  return sdkBehaviors(config).flatMap(({ CachePolicyId }) => CachePolicyId ?? [])
}

/** `policies` are those that could be read. */
export function behaviorsOf(
  config: DistributionConfig | undefined,
  policies: ReadonlyMap<string, Caching>,
): readonly CacheBehavior[] {
  return sdkBehaviors(config).map((behavior) => {
    const { CachePolicyId: policy = '', Compress = false, TargetOriginId } = behavior
    return {
      pattern: patternOf(behavior),
      ...targetOf(TargetOriginId, config),
      compress: Compress,
      functions: functionsOf(behavior),
      policy,
      caching: policy === '' ? cachingOf(behavior) : policies.get(policy),
    }
  })
}

function sdkBehaviors(config: DistributionConfig | undefined): readonly Settings[] {
  const last = config?.DefaultCacheBehavior
  return [...(config?.CacheBehaviors?.Items ?? []), ...(last === undefined ? [] : [last])]
}

function patternOf(behavior: Settings): string {
  return ('PathPattern' in behavior ? behavior.PathPattern : undefined) ?? DEFAULT_PATTERN
}

export function originsOf(config: DistributionConfig | undefined): readonly Origin[] {
  return (config?.Origins?.Items ?? []).map(originOf)
}

function originOf({ DomainName = '', OriginPath = '' }: SdkOrigin): Origin {
  return { domainName: DomainName, path: OriginPath }
}

/** The origins that an ID stands for: one, or the members of a group. */
function targetOf(
  id: string | undefined,
  config: DistributionConfig | undefined,
): Pick<CacheBehavior, 'origins' | 'failover'> {
  const group = config?.OriginGroups?.Items?.find(({ Id }) => Id === id)
  const members = group?.Members?.Items?.map(({ OriginId }) => OriginId) ?? [id]
  const origins = config?.Origins?.Items ?? []
  return {
    origins: members.flatMap((member) => origins.filter(({ Id }) => Id === member)).map(originOf),
    failover: group?.FailoverCriteria?.StatusCodes?.Items ?? [],
  }
}

/**
 * The older settings, in the behaviour itself: with them CloudFront compresses with gzip alone, and keeps nothing where
 * every header is forwarded.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/header-caching.html
 */
function cachingOf({ ForwardedValues, MinTTL, DefaultTTL, MaxTTL }: Settings): Caching {
  const headers = namesOrAll(ForwardedValues?.Headers?.Items)
  return {
    ...(headers === 'all' ? ttlsOf(0, 0, 0) : ttlsOf(MinTTL, DefaultTTL, MaxTTL)),
    queryStrings: queryStringsOf(ForwardedValues),
    headers,
    cookies: cookiesOf(ForwardedValues?.Cookies),
    gzip: true,
    brotli: false,
  }
}

function queryStringsOf(forwarded: ForwardedValues | undefined): KeyPart {
  if (forwarded?.QueryString !== true) return 'none'
  const names = forwarded.QueryStringCacheKeys?.Items ?? []
  return names.length === 0 ? 'all' : { only: names }
}

function cookiesOf(preference: CookiePreference | undefined): KeyPart {
  if (preference?.Forward === 'all') return 'all'
  return preference?.Forward === 'whitelist' ? namesOrAll(preference.WhitelistedNames?.Items) : 'none'
}

function namesOrAll(names: readonly string[] = []): KeyPart {
  if (names.includes('*')) return 'all'
  return names.length === 0 ? 'none' : { only: names }
}

function functionsOf({ FunctionAssociations, LambdaFunctionAssociations }: Settings): readonly EdgeFunction[] {
  const small = FunctionAssociations?.Items ?? []
  const large = LambdaFunctionAssociations?.Items ?? []
  return [
    ...small.map(({ EventType, FunctionARN }) => edgeFunction('cloudfront', EventType, FunctionARN)),
    ...large.map(({ EventType, LambdaFunctionARN }) => edgeFunction('lambda', EventType, LambdaFunctionARN)),
  ]
}

/** Where it does not say when it runs, it is taken for the one that can do most. */
function edgeFunction(
  kind: EdgeFunction['kind'],
  event: EdgeFunction['event'] = 'origin-request',
  arn = '',
): EdgeFunction {
  return { kind, event, arn }
}

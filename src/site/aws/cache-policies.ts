// What a cache policy says: those that AWS manages are known by their IDs, others are asked for, each once.

import type { CachePolicyConfig } from '@aws-sdk/client-cloudfront'
import type { Caching, KeyPart } from '../distribution-model.ts'

/** Asks for a policy; undefined where the role may not read it. */
type Ask = (id: string) => Promise<CachePolicyConfig | undefined>

/** What the policies with these IDs say, without those that may not be read. */
export type ReadPolicies = (ids: readonly string[]) => Promise<ReadonlyMap<string, Caching>>

export function cachePolicies(ask: Ask): ReadPolicies {
  const asked = new Map<string, Promise<Caching | undefined>>()
  const read = async (id: string): Promise<Caching | undefined> => {
    const config = await ask(id)
    return config === undefined ? undefined : cachingOf(config)
  }
  const once = (id: string): Promise<Caching | undefined> => {
    const answer = asked.get(id) ?? read(id)
    asked.set(id, answer)
    return answer
  }
  return async (ids) => {
    const wanted = [...new Set(ids)].filter((id) => id !== '')
    const found = await Promise.all(wanted.map(async (id) => [id, managed.get(id) ?? (await once(id))] as const))
    return new Map(found.flatMap(([id, caching]) => (caching === undefined ? [] : [[id, caching] as const])))
  }
}

/** Seconds. */
const DAY = 86_400
const YEAR = 31_536_000

const NOTHING_IN_KEY = { queryStrings: 'none', headers: 'none', cookies: 'none' } as const
const compressed = { gzip: true, brotli: true }
const uncompressed = { gzip: false, brotli: false }
const optimized = { minTtl: 1, defaultTtl: DAY, maxTtl: YEAR, ...NOTHING_IN_KEY }
const overridden = ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']
const asOriginSays: Caching = {
  ...{ minTtl: 0, defaultTtl: 0, maxTtl: YEAR, ...compressed },
  ...{ queryStrings: 'none', headers: { only: ['Host', 'Origin', ...overridden] }, cookies: 'all' },
}

const ofAmplify: Caching = {
  ...{ minTtl: 2, defaultTtl: 2, maxTtl: 600, ...compressed },
  ...{ queryStrings: 'all', headers: { only: ['Authorization', 'CloudFront-Viewer-Country', 'Host'] }, cookies: 'all' },
}

/** By ID. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const managed: ReadonlyMap<string, Caching> = new Map<string, Caching>([
  // CachingOptimized
  ['658327ea-f89d-4fab-a63d-7e88639e58f6', { ...optimized, ...compressed }],
  // CachingOptimizedForUncompressedObjects
  ['b2884449-e4de-46a7-ac36-70bc7f1ddd6d', { ...optimized, ...uncompressed }],
  // CachingDisabled
  ['4135ea2d-6df8-44a3-9df3-4b5a84be39ad', { minTtl: 0, defaultTtl: 0, maxTtl: 0, ...NOTHING_IN_KEY, ...uncompressed }],
  // UseOriginCacheControlHeaders
  ['83da9c7e-98b4-4e11-a168-04f0df8e2c65', asOriginSays],
  // UseOriginCacheControlHeaders-QueryStrings
  ['4cc15a8a-d715-48a4-82b8-cc0b614638fe', { ...asOriginSays, queryStrings: 'all' }],
  // Amplify
  ['2e54312d-136d-493c-8eb9-b001f22f67d2', ofAmplify],
])

/** Without limits of its own a policy has those of the API. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html */
function cachingOf({
  MinTTL,
  DefaultTTL,
  MaxTTL,
  ParametersInCacheKeyAndForwardedToOrigin: key,
}: CachePolicyConfig): Caching {
  const { QueryStringsConfig: query, HeadersConfig: headers, CookiesConfig: cookies } = key ?? {}
  return {
    ...ttlsOf(MinTTL, DefaultTTL, MaxTTL),
    queryStrings: keyPart(query?.QueryStringBehavior, query?.QueryStrings?.Items),
    headers: keyPart(headers?.HeaderBehavior, headers?.Headers?.Items),
    cookies: keyPart(cookies?.CookieBehavior, cookies?.Cookies?.Items),
    gzip: key?.EnableAcceptEncodingGzip ?? false,
    brotli: key?.EnableAcceptEncodingBrotli ?? false,
  }
}

export function ttlsOf(
  minTtl = 0,
  defaultTtl = Math.max(DAY, minTtl),
  maxTtl = Math.max(YEAR, defaultTtl),
): Pick<Caching, 'minTtl' | 'defaultTtl' | 'maxTtl'> {
  return { minTtl, defaultTtl, maxTtl }
}

/** A way to choose that is not known yet may choose anything. */
function keyPart(behavior = 'none', names: readonly string[] = []): KeyPart {
  if (behavior === 'none') return 'none'
  if (behavior === 'whitelist') return { only: names }
  return behavior === 'allExcept' ? { allBut: names } : 'all'
}

import { type CachePolicies, type CachePolicyOptions, policyOf } from './policy.ts'

const compressing = { gzip: true, brotli: true }
const fromOrigin: Omit<CachePolicyOptions, 'name'> = {
  ...compressing,
  defaultTtl: 0,
  headers: ['Host', 'Origin', 'X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'],
  cookies: true,
}
const amplify: Omit<CachePolicyOptions, 'name'> = {
  ...compressing,
  minTtl: 2,
  defaultTtl: 2,
  maxTtl: 600,
  headers: ['Authorization', 'CloudFront-Viewer-Country', 'Host'],
  cookies: true,
  queryStrings: true,
}

/** The policy of a behaviour that names none and has no settings of its own. */
export const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6'

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const MANAGED: readonly (readonly [id: string, options: CachePolicyOptions])[] = [
  [CACHING_OPTIMIZED, { name: 'CachingOptimized', minTtl: 1, ...compressing }],
  ['b2884449-e4de-46a7-ac36-70bc7f1ddd6d', { name: 'CachingOptimizedForUncompressedObjects', minTtl: 1 }],
  ['4135ea2d-6df8-44a3-9df3-4b5a84be39ad', { name: 'CachingDisabled', defaultTtl: 0, maxTtl: 0 }],
  ['83da9c7e-98b4-4e11-a168-04f0df8e2c65', { name: 'UseOriginCacheControlHeaders', ...fromOrigin }],
  [
    '4cc15a8a-d715-48a4-82b8-cc0b614638fe',
    { name: 'UseOriginCacheControlHeaders-QueryStrings', ...fromOrigin, queryStrings: true },
  ],
  ['2e54312d-136d-493c-8eb9-b001f22f67d2', { name: 'Amplify', ...amplify }],
]

export const managedPolicies: CachePolicies = new Map(
  MANAGED.map(([id, options]) => [id, policyOf({ ...options, name: `Managed-${options.name}` }, id)]),
)

import { Refusal, type Reply } from '../http/reply.ts'
import { tag } from '../xml/write.ts'
import { CACHING_OPTIMIZED, cloudFrontDocument } from './rendering.ts'

/** GetCachePolicy knows the one managed policy that distributions here may have. */
export function cachingOptimized(id: string): Reply {
  if (id !== CACHING_OPTIMIZED) throw new Refusal(404, 'NoSuchCachePolicy', 'The cache policy does not exist.')
  const nothing = (kind: string) => tag(`${kind}sConfig`, [tag(`${kind}Behavior`, 'none')])
  const body = cloudFrontDocument('CachePolicy', [
    tag('Id', id),
    tag('LastModifiedTime', '2020-07-15T00:00:00Z'),
    tag('CachePolicyConfig', [
      tag('Comment', 'Policy with caching enabled. Supports Gzip and Brotli compression.'),
      tag('Name', 'Managed-CachingOptimized'),
      tag('DefaultTTL', 86_400),
      tag('MaxTTL', 31_536_000),
      tag('MinTTL', 1),
      tag('ParametersInCacheKeyAndForwardedToOrigin', [
        tag('EnableAcceptEncodingBrotli', true),
        tag('EnableAcceptEncodingGzip', true),
        nothing('Header'),
        nothing('Cookie'),
        nothing('QueryString'),
      ]),
    ]),
  ])
  return { status: 200, headers: { 'Content-Type': 'text/xml' }, body }
}

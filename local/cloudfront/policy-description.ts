import { tag, type Xml } from '../xml/write.ts'
import { managedPolicies } from './managed-policies.ts'
import type { CachePolicy } from './policy.ts'
import { quantified } from './rendering.ts'

/** What GetCachePolicy tells. */
export function policyParts(policy: CachePolicy): Xml[] {
  const { id, name, minTtl, defaultTtl, maxTtl, gzip, brotli, headers, cookies, queryStrings } = policy
  return [
    tag('Id', id),
    tag('LastModifiedTime', '2020-07-15T00:00:00Z'),
    tag('CachePolicyConfig', [
      tag('Comment', managedPolicies.has(id) ? 'Managed by AWS.' : ''),
      tag('Name', name),
      tag('DefaultTTL', defaultTtl),
      tag('MaxTTL', maxTtl),
      tag('MinTTL', minTtl),
      tag('ParametersInCacheKeyAndForwardedToOrigin', [
        tag('EnableAcceptEncodingBrotli', brotli),
        tag('EnableAcceptEncodingGzip', gzip),
        keyParts('Header', 'Headers', headers),
        keyParts('Cookie', 'Cookies', cookies),
        keyParts('QueryString', 'QueryStrings', queryStrings),
      ]),
    ]),
  ]
}

/** One part of the cache key: all, none or a list of names. */
function keyParts(kind: string, list: string, counted: boolean | readonly string[]): Xml {
  const names = typeof counted === 'boolean' ? [] : counted
  const behavior = counted === true ? 'all' : names.length > 0 ? 'whitelist' : 'none'
  const items = names.map((name) => tag('Name', name))
  return tag(`${kind}sConfig`, [
    tag(`${kind}Behavior`, behavior),
    ...(items.length > 0 ? [quantified(list, items)] : []),
  ])
}

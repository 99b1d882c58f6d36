// Distributions as CloudFront tells of them.

import type {
  CacheBehavior,
  Caching,
  Distribution,
  EdgeFunction,
  ErrorResponse,
  Origin,
} from '../../../src/site/distribution-model.ts'

/** `dist` in the bucket `shop`. */
export const shop: Origin = { domainName: 'shop.s3.us-east-1.amazonaws.com', path: '/dist' }

/** In front of `dist` in the bucket `shop`, with `index.html` at its root; all its origins are those of one behaviour. */
export function distribution(given: Partial<Distribution> = {}): Distribution {
  const origins = given.origins ?? [shop]
  return {
    id: 'E1',
    arn: 'arn:aws:cloudfront::1:distribution/E1',
    domainName: 'd1.cloudfront.net',
    aliases: ['shop.example'],
    enabled: true,
    deployed: true,
    lastModified: '2026-01-31T12:00:00.000Z',
    defaultRootObject: 'index.html',
    origins,
    behaviors: [behavior({ origins })],
    errorResponses: [],
    readable: true,
    ...given,
  }
}

/** The default one, with the managed policy CachingOptimized. */
export function behavior(given: Partial<CacheBehavior> = {}): CacheBehavior {
  return {
    pattern: '*',
    origins: [shop],
    failover: [],
    compress: true,
    functions: [],
    policy: '658327ea-f89d-4fab-a63d-7e88639e58f6',
    caching: caching(),
    ...given,
  }
}

/** That of CachingOptimized. */
export function caching(given: Partial<Caching> = {}): Caching {
  const nothing = { queryStrings: 'none', headers: 'none', cookies: 'none' } as const
  return { minTtl: 1, defaultTtl: 86_400, maxTtl: 31_536_000, ...nothing, gzip: true, brotli: true, ...given }
}

export function running(event: EdgeFunction['event'], kind: EdgeFunction['kind'] = 'cloudfront'): EdgeFunction {
  return { kind, event, arn: `arn:aws:cloudfront::1:function/${event}` }
}

/** Every address that does not exist is answered with the page, for so many seconds. */
export function fallback(page: string, ttl: number, answeredStatus = 200): readonly ErrorResponse[] {
  return [403, 404].map((status) => ({ status, page, answeredStatus, ttl }))
}

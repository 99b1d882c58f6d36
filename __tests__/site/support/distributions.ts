// Distributions as CloudFront tells of them.

import type { Distribution, ErrorResponse } from '../../../src/site/model.ts'

/** In front of `dist` in the bucket `shop`, with `index.html` at its root. */
export function distribution(given: Partial<Distribution> = {}): Distribution {
  return {
    id: 'E1',
    arn: 'arn:aws:cloudfront::1:distribution/E1',
    domainName: 'd1.cloudfront.net',
    aliases: ['shop.example'],
    enabled: true,
    defaultRootObject: 'index.html',
    origins: [{ domainName: 'shop.s3.us-east-1.amazonaws.com', path: '/dist' }],
    errorResponses: [],
    readable: true,
    ...given,
  }
}

/** Every address that does not exist is answered with the page, for so many seconds. */
export function fallback(page: string, ttl: number): readonly ErrorResponse[] {
  return [403, 404].map((status) => ({ status, page, ttl }))
}

import type { DistributionOptions, LocalAws, LocalDistribution } from '../../local/index.ts'

const BUCKET = 'site'

/** A distribution as its visitors see it. */
export interface Site {
  readonly distribution: LocalDistribution
  /** Status, body and `x-cache` of a visit, in one line: `200 hello Miss`. */
  visit(path: string, headers?: Readonly<Record<string, string>>): Promise<string>
}

/** Empties the bucket that the sites of a test share, or makes it. */
export function emptyBucket(aws: LocalAws): void {
  aws.buckets.create(BUCKET)
  for (const key of aws.buckets.keys(BUCKET)) aws.buckets.delete(BUCKET, key)
}

/** Opens a site that serves the bucket; without a MinTTL unless told otherwise, or by a cache policy. */
export async function openSite(aws: LocalAws, options: Partial<DistributionOptions> = {}): Promise<Site> {
  const ttl = options.cachePolicy === undefined ? { minTtl: 0 } : {}
  const distribution = await aws.distributions.create({ bucket: BUCKET, ...ttl, ...options })
  return { distribution, visit: visitsTo(distribution.url) }
}

/** Visits to one edge location. */
export function visitsTo(url: string): Site['visit'] {
  return async (path, headers = {}) => {
    const answer = await fetch(url + path, { headers })
    const cache = answer.headers.get('x-cache')?.replace(' from cloudfront', '')
    return `${answer.status} ${await answer.text()} ${cache}`
  }
}

/** Puts an object of the site into the bucket. */
export function publish(aws: LocalAws, key: string, body: string, cacheControl?: string): void {
  aws.buckets.put(BUCKET, key, body, cacheControl === undefined ? {} : { 'Cache-Control': cacheControl })
}

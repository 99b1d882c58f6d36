// Which origins of a distribution are the bucket.

import type { CacheBehavior, Distribution, Origin } from '../distribution-model.ts'

/** The origins that are this bucket; where none shows it, all that could be it (a domain of one's own in front of it). */
export function originsOf({ origins }: Pick<Distribution, 'origins'>, bucket: string): readonly Origin[] {
  const own = origins.filter(({ domainName }) => isOf(bucket, domainName))
  if (own.length > 0) return own
  const possible = origins.filter(({ domainName }) => isUnclear(domainName))
  return possible.length > 0 ? possible : origins
}

/** Do all origins tell by their names that they are something else than this bucket? */
export function isForeign({ origins }: Pick<Distribution, 'origins'>, bucket: string): boolean {
  return origins.every(({ domainName }) => !isOf(bucket, domainName) && !isUnclear(domainName))
}

/** `bucket.s3.amazonaws.com`, `bucket.s3.region.amazonaws.com`, `bucket.s3-website-region.amazonaws.com`, … */
function isOf(bucket: string, domainName: string): boolean {
  return domainName.startsWith(`${bucket}.s3.`) || domainName.startsWith(`${bucket}.s3-`)
}

/** Access points stand for a bucket without naming it, and so does a domain of one's own. */
function isUnclear(domainName: string): boolean {
  return !/\.amazonaws\.com(?:\.cn)?$/.test(domainName) || /-s3alias\.|\.accesspoint\.|-accesspoint\./.test(domainName)
}

/** A bucket as its API serves it: no documents of folders, not even of the root. */
export function isPlainBucket({ domainName }: Origin): boolean {
  return /\.s3[.-]/.test(domainName) && !/\.s3-website[.-]/.test(domainName)
}

/**
 * The origins that answer requests of a behaviour: its own, or, where a function of CloudFront sees them first, any that
 * the distribution has, because it may choose.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html
 */
export function originsAsked({ origins, functions }: CacheBehavior, distribution: Distribution): readonly Origin[] {
  const chooses = functions.some(({ kind, event }) => kind === 'cloudfront' && event === 'viewer-request')
  return chooses ? [...origins, ...distribution.origins] : origins
}

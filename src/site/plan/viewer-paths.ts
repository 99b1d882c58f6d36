// Under which addresses visitors of a distribution get an object.

import type { Distribution, Origin } from '../model.ts'

/** All addresses of a key, as CloudFront wants them in an invalidation. */
export function viewerPaths(key: string, distribution: Distribution, bucket: string): readonly string[] {
  return addressesOn(distribution, bucket)(key)
}

/**
 * Tells the addresses of keys: without the origin path, encoded, a document of a folder under each of its spellings.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
export function addressesOn(distribution: Distribution, bucket: string): (key: string) => readonly string[] {
  const bases = [...new Set(originsOf(distribution, bucket).map((origin) => origin.path.replace(/\/+$/, '')))]
  return (key) =>
    bases.flatMap((base) => {
      const path = withoutBase(`/${key}`, base)
      return path === undefined ? [] : spellings(path, distribution.defaultRootObject).map(encodePath)
    })
}

/** The origins that are this bucket; all of them where none shows it (a custom domain in front of the bucket). */
export function originsOf(distribution: Distribution, bucket: string): readonly Origin[] {
  const own = distribution.origins.filter(({ domainName }) => isOf(bucket, domainName))
  return own.length > 0 ? own : distribution.origins
}

/** Does the distribution serve what lies below this prefix of the bucket? */
export function isServed(prefix: string, distribution: Distribution, bucket: string): boolean {
  const probe = prefix === '' ? 'index.html' : `${prefix}/index.html`
  return !distribution.readable || viewerPaths(probe, distribution, bucket).length > 0
}

/** `bucket.s3.amazonaws.com`, `bucket.s3.region.amazonaws.com`, `bucket.s3-website-region.amazonaws.com`, … */
function isOf(bucket: string, domainName: string): boolean {
  return domainName.startsWith(`${bucket}.s3.`) || domainName.startsWith(`${bucket}.s3-`)
}

/** The base is stripped where it ends at a `/`, and only at the beginning. */
function withoutBase(path: string, base: string): string | undefined {
  return path.startsWith(`${base}/`) ? path.slice(base.length) : undefined
}

function spellings(path: string, defaultRootObject: string): readonly string[] {
  const root = path === `/${defaultRootObject}` || path === '/index.html' ? ['/'] : []
  const folder = path.endsWith('/index.html') ? path.slice(0, -'/index.html'.length) : ''
  return [...root, path, ...(folder === '' ? [] : [`${folder}/`, folder])]
}

/** Characters that browsers send as they are and that CloudFront does not take, or does not match when encoded. */
const unmatched = /[~*[\]|^\\]/

/**
 * Percent-encodes what is not ASCII and what RFC 1738 calls unsafe, and nothing else, because CloudFront compares literally.
 *
 * A `~` is refused when it is raw and matches nothing when it is encoded (https://github.com/aws/aws-sdk/issues/525), and
 * its like are no better: from the first of them on the path becomes a wildcard.
 */
function encodePath(path: string): string {
  const end = path.search(unmatched)
  const literal = end < 0 ? path : path.slice(0, end)
  return literal.replace(/[^A-Za-z0-9\-_.!'(),;:@&=+$/]+/gu, encodeURIComponent) + (end < 0 ? '' : '*')
}

// What may be wrong with one distribution that serves the site.

import type { CacheBehavior, Distribution, ErrorResponse } from '../distribution-model.ts'
import { isForeign, isPlainBucket, originsOf } from '../plan/origins.ts'
import { addressesOn, isServed, rewrites, servingBehaviors } from '../plan/viewer-paths.ts'
import type { SiteInputs } from './inputs.ts'

export type Site = Pick<SiteInputs, 'bucket' | 'prefix'>

/**
 * Seconds of MinTTL that nobody has to hear of: the managed policy CachingOptimized has one, which keeps a busy site from
 * asking S3 for each visitor, and is over before anybody could notice.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
const HARMLESS_MIN_TTL = 1

const MANUAL = 'https://github.com/coltpay/colt-deploy#single-page-applications'

/** What is wrong with one distribution, in words that follow *On distribution E1*. */
export type Check = (distribution: Distribution, site: Site) => string | undefined

export function isSiteServed(distribution: Distribution, { bucket, prefix }: Site): boolean {
  return !isForeign(distribution, bucket) && isServed(prefix, distribution, bucket)
}

/** It serves something else. */
export function elsewhere(distribution: Distribution, { bucket, prefix }: Site): string {
  const paths = distribution.origins.map(({ domainName, path }) => domainName + path).join(', ')
  const [what, inputs] = isForeign(distribution, bucket)
    ? [`bucket ${bucket}`, '`bucket` and `distribution`']
    : [`s3://${bucket}/${prefix}`, '`prefix`, which is the origin path or lies below it']
  return `Distribution ${distribution.id} does not serve ${what}: its origins are ${paths || 'none'}. Check ${inputs}.`
}

/** Pages stay at the edge, whatever they say. */
export const held: Check = (distribution, { bucket, prefix }) => {
  const least = Math.max(
    0,
    ...answering(entryOf(prefix), distribution, bucket).map(({ caching }) => caching?.minTtl ?? 0),
  )
  if (least <= HARMLESS_MIN_TTL) return undefined
  return (
    `pages are kept for ${least} s, although they say no-cache (MinTTL): visitors get older ones whenever an ` +
    'invalidation fails or is late. Set MinTTL to 0, or use the managed cache policy CachingOptimized.'
  )
}

/** What is missing is answered as if it were there. */
export const falseSuccess: Check = ({ errorResponses }) => {
  const wrong = errorResponses.filter(isFalseSuccess)
  const [first] = wrong
  if (first === undefined) return undefined
  const statuses = wrong.map(({ status }) => status).join(' and ')
  return (
    `a script that is missing is answered with ${first.page} and status ${first.answeredStatus} (error response for ` +
    `${statuses}), so browsers and service workers take a page for it. Take that out, and let a function rewrite ` +
    `addresses of pages instead: ${MANUAL}`
  )
}

function isFalseSuccess({ status, page, answeredStatus }: ErrorResponse): boolean {
  return (status === 403 || status === 404) && page !== '' && answeredStatus < 400
}

/** Nothing is answered at the root. */
export const rootless: Check = (distribution, { bucket, prefix }) => {
  if (distribution.defaultRootObject !== '') return undefined
  const root = addressesOn(distribution, bucket)(entryOf(prefix)).find(({ sent }) => sent === '/')
  if (root === undefined || !root.behaviors.every(isPlain) || !originsOf(distribution, bucket).some(isPlainBucket))
    return undefined
  return '/ is answered with an error, or with a list of files: it has no default root object. Set that to index.html.'
}

/** Without a function that could turn an address into another. */
function isPlain(behavior: CacheBehavior): boolean {
  return !rewrites(behavior) && !behavior.functions.some(({ event }) => event === 'origin-request')
}

export const uncompressed: Check = (distribution, { bucket, prefix }) => {
  const patterns = servingBehaviors(prefix, distribution, bucket)
    .filter(isUncompressed)
    .map(({ pattern }) => pattern)
  if (patterns.length === 0) return undefined
  return (
    `files are sent uncompressed (cache behaviour ${patterns.join(', ')}), three to five times their size. Turn on ` +
    'Compress, with a cache policy that has gzip and brotli, such as the managed one CachingOptimized.'
  )
}

/** What is fetched anew each time, at some addresses only, is not meant to be large. */
function isUncompressed({ pattern, compress, caching }: CacheBehavior): boolean {
  if (caching?.maxTtl === 0 && pattern !== '*') return false
  return !compress || (caching !== undefined && !caching.gzip && !caching.brotli)
}

function answering(key: string, distribution: Distribution, bucket: string): readonly CacheBehavior[] {
  return addressesOn(distribution, bucket)(key).flatMap(({ behaviors }) => behaviors)
}

function entryOf(prefix: string): string {
  return prefix === '' ? 'index.html' : `${prefix}/index.html`
}

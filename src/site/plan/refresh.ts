// Which paths of a distribution must be fetched anew: as few as are right, each with its reason.

import type { Distribution, ErrorResponse, Invalidate, Refresh } from '../model.ts'
import type { Touched } from './touched.ts'
import { addressesOn } from './viewer-paths.ts'

/**
 * More paths than these become one wildcard. Every path counts against the 1,000 a month that are free in an account, a
 * wildcard counts as one; what it costs is that unchanged files are fetched from S3 once more.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PayingForInvalidation.html
 */
export const MOST_PATHS = 30

/** CloudFront has room for 15 wildcards at once; others may be under way. */
const MOST_WILDCARDS = 5

/** Seconds for which CloudFront keeps an error where nothing else is set: too short for anyone to have asked meanwhile. */
const DEFAULT_ERROR_TTL = 10

type Reasoned = Refresh['paths'][number]

/** Decides what to invalidate on one distribution; undefined where nothing can have been cached. */
export function refreshOf(
  touched: readonly Touched[],
  distribution: Distribution,
  bucket: string,
  invalidate: Invalidate,
): Refresh | undefined {
  if (touched.length === 0 || invalidate === 'none') return undefined
  const paths = invalidate === 'all' ? [everything('invalidate is all')] : fewest(touched, distribution, bucket)
  return paths.length === 0 ? undefined : { distribution, paths }
}

function fewest(touched: readonly Touched[], distribution: Distribution, bucket: string): readonly Reasoned[] {
  if (!distribution.readable) return [everything('the role may not read the distribution (cloudfront:GetDistribution)')]
  const addresses = addressesOn(distribution, bucket)
  const errors = keptErrors(distribution)
  const paths = new Map<string, Reasoned>()
  for (const one of touched.filter(({ isFresh }) => !isFresh || errors.length > 0)) {
    for (const path of addresses(one.key)) {
      // Such a page is cached under every address that was asked for and does not exist, for as long as errors are kept.
      if (errors.some(({ page }) => page === path))
        return [everything(`${one.path} is kept under the addresses of errors`)]
      if (!paths.has(path)) paths.set(path, { path, reason: reasonOf(one) })
    }
  }
  return isTooMany([...paths.keys()]) ? [everything(`${paths.size} paths would change`)] : [...paths.values()]
}

/** Of missing files, where they are kept for long enough that somebody may have asked meanwhile. */
function keptErrors({ errorResponses }: Distribution): readonly ErrorResponse[] {
  return errorResponses.filter(({ status, ttl }) => (status === 403 || status === 404) && ttl > DEFAULT_ERROR_TTL)
}

function isTooMany(paths: readonly string[]): boolean {
  return paths.length > MOST_PATHS || paths.filter((path) => path.endsWith('*')).length > MOST_WILDCARDS
}

function everything(reason: string): Reasoned {
  return { path: '/*', reason }
}

function reasonOf({ path, reason, isFresh }: Touched): string {
  return isFresh ? `${path}: an error may be kept` : `${path}: ${reason}`
}

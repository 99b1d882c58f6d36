// Which paths of a distribution must be fetched anew: as few as are right, each with its reason.

import type { Change, Distribution, Invalidate, Refresh } from '../model.ts'
import { isOverwrite } from './overwrite.ts'
import { viewerPaths } from './viewer-paths.ts'

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
  changes: readonly Change[],
  distribution: Distribution,
  bucket: string,
  invalidate: Invalidate,
): Refresh | undefined {
  if (changes.length === 0 || invalidate === 'none') return undefined
  const paths = invalidate === 'all' ? [everything('invalidate is all')] : fewest(changes, distribution, bucket)
  return paths.length === 0 ? undefined : { distribution, paths }
}

function fewest(changes: readonly Change[], distribution: Distribution, bucket: string): readonly Reasoned[] {
  if (!distribution.readable) return [everything('the role may not read the distribution (cloudfront:GetDistribution)')]
  const cached = changes.filter((change) => isOverwrite(change) || keepsErrors(distribution))
  const fallback = cached.find((change) => isKeptErrorPage(change, distribution, bucket))
  if (fallback) return [everything(`${fallback.asset.path} is kept under the addresses of errors`)]
  const paths = new Map<string, Reasoned>()
  for (const change of cached) {
    for (const path of viewerPaths(change.asset.key, distribution, bucket)) {
      if (!paths.has(path)) paths.set(path, { path, reason: reasonOf(change) })
    }
  }
  return isTooMany([...paths.keys()]) ? [everything(`${paths.size} paths would change`)] : [...paths.values()]
}

function isTooMany(paths: readonly string[]): boolean {
  return paths.length > MOST_PATHS || paths.filter((path) => path.endsWith('*')).length > MOST_WILDCARDS
}

function everything(reason: string): Reasoned {
  return { path: '/*', reason }
}

function keepsErrors({ errorResponses }: Distribution): boolean {
  return errorResponses.some(({ status, ttl }) => isMissing(status) && ttl > DEFAULT_ERROR_TTL)
}

/** Such a page is cached under every address that was asked for and does not exist, for as long as errors are kept. */
function isKeptErrorPage({ asset }: Change, distribution: Distribution, bucket: string): boolean {
  const paths = viewerPaths(asset.key, distribution, bucket)
  return distribution.errorResponses.some(
    ({ status, page, ttl }) => isMissing(status) && ttl > DEFAULT_ERROR_TTL && paths.includes(page),
  )
}

function isMissing(status: number): boolean {
  return status === 403 || status === 404
}

function reasonOf(change: Change): string {
  return isOverwrite(change) ? `${change.asset.path}: ${change.reason}` : `${change.asset.path}: an error may be kept`
}

// Few paths out of many: what a wildcard covers already, and folders in place of what lies in them.

import type { Refresh } from '../model.ts'

type Reasoned = Refresh['paths'][number]

/**
 * More paths than these become wildcards. Every path counts against the 1,000 a month that are free in an account, a
 * wildcard counts as one; what it costs is that unchanged files are fetched from S3 once more. CloudFront has room for
 * 3,000 paths at once.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PayingForInvalidation.html
 */
export const MOST_PATHS = 30

/** CloudFront has room for 15 wildcards at once; others may be under way. */
export const MOST_WILDCARDS = 5

/** No path twice, none that another one covers, and never too many. */
export function fewerPaths(paths: readonly Reasoned[]): readonly Reasoned[] {
  const needed = uncovered(paths)
  if (!isTooMany(needed)) return needed
  const byFolder = uncovered(withFolders(needed))
  return isTooMany(byFolder) ? [wildcard('/', needed)] : byFolder
}

/** Paths for which no other one stands. */
function uncovered(paths: readonly Reasoned[]): readonly Reasoned[] {
  const first = [...new Map(paths.toReversed().map((one) => [one.path, one])).values()].toReversed()
  const beginnings = new Set(first.filter(({ path }) => isWildcard(path)).map(({ path }) => path.slice(0, -1)))
  return beginnings.size === 0 ? first : first.filter(({ path }) => !isCovered(path, beginnings))
}

/** Does one of the wildcards with these beginnings cover the path, other than itself? */
function isCovered(path: string, beginnings: ReadonlySet<string>): boolean {
  const longest = isWildcard(path) ? path.length - 2 : path.length
  for (let length = 1; length <= longest; length += 1) if (beginnings.has(path.slice(0, length))) return true
  return false
}

function isWildcard(path: string): boolean {
  return path.endsWith('*')
}

function isTooMany(paths: readonly Reasoned[]): boolean {
  return paths.length > MOST_PATHS || paths.filter(({ path }) => isWildcard(path)).length > MOST_WILDCARDS
}

/** The fullest folders at the top become wildcards, until the rest are few enough. */
function withFolders(paths: readonly Reasoned[]): readonly Reasoned[] {
  const folders = [...Map.groupBy(paths, ({ path }) => topFolder(path))].toSorted(([, a], [, b]) => b.length - a.length)
  let found = paths
  for (const [folder, inside] of folders) {
    if (!isTooMany(found)) break
    if (folder !== '/' && inside.length > 1) {
      const gone = new Set(inside)
      found = [...found.filter((one) => !gone.has(one)), wildcard(commonFolder(inside), inside)]
    }
  }
  return found
}

function wildcard(folder: string, { length }: readonly Reasoned[]): Reasoned {
  const where = folder === '/' ? '' : ` below ${folder}`
  const reason = `${length} paths${where} would change; a wildcard counts as one of the 1,000 that are free in a month`
  return { path: `${folder}*`, reason }
}

/** `/` for what lies in none. */
function topFolder(path: string): string {
  return /^\/[^/*]+\//.exec(path)?.[0] ?? '/'
}

/** The deepest one that all of them lie in. */
function commonFolder(paths: readonly Reasoned[]): string {
  const [first = '', ...others] = paths.map(({ path }) => path)
  const isCommon = (folder: string): boolean => others.every((path) => path.startsWith(folder))
  const folders = [...first.matchAll(/\//g)].map(({ index }) => first.slice(0, index + 1))
  return folders.findLast(isCommon) ?? '/'
}

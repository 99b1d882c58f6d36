/**
 * Does a path pattern cover a path? A star is any characters, slashes too; a question mark is exactly one; case counts;
 * the leading slash may be left out.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
 */
export function fits(pattern: string, path: string): boolean {
  return expressionOf(pattern.replace(/^\//, '')).test(normalized(path))
}

function expressionOf(pattern: string): RegExp {
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^/${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's')
}

/** Patterns are compared without dot segments and needless percent-encoding; the origin is asked for the path as it was sent. */
function normalized(path: string): string {
  const { pathname } = new URL(`http://viewer${path}`)
  return pathname.replace(/%(?:2D|2E|5F|7E|3\d|[46][1-9A-F]|[57][0-9A])/gi, decodeURIComponent)
}

// Which cache behaviour answers an address.

import type { CacheBehavior, Distribution } from '../distribution-model.ts'

/**
 * Tells the first one whose pattern matches, as CloudFront tries them; upper and lower case differ.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
 */
export function behaviorTeller({
  behaviors,
}: Pick<Distribution, 'behaviors'>): (address: string) => CacheBehavior | undefined {
  const tried = behaviors.map((behavior) => ({ behavior, pattern: expressionOf(behavior.pattern) }))
  return (address) => tried.find(({ pattern }) => pattern.test(address))?.behavior
}

/** `*` stands for any text, `?` for one character; a pattern may leave out the slash at its beginning. */
function expressionOf(pattern: string): RegExp {
  const literal = withSlash(pattern).replace(/[.+^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's')
}

/** Beginning of all addresses that it matches: `/app/` of `/app/*`, `/` of `*.html`, `/x.png` of `/x.png`. */
export function beginningOf(pattern: string): string {
  return withSlash(pattern).replace(/[*?].*$/s, '') || '/'
}

/** Does it match one address only? */
export function isExact(pattern: string): boolean {
  return !/[*?]/.test(pattern)
}

function withSlash(pattern: string): string {
  return /^[/*]/.test(pattern) ? pattern : `/${pattern}`
}

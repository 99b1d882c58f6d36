// Under which addresses visitors of a distribution get an object.

import type { CacheBehavior, Distribution } from '../distribution-model.ts'
import { originsAsked, originsOf } from './origins.ts'
import { beginningOf, behaviorTeller, isExact } from './path-patterns.ts'

export interface Address {
  /** As browsers send it. */
  readonly sent: string
  /** As CloudFront wants it in an invalidation. */
  readonly path: string
  /** Those that may answer it with the object, and keep it. */
  readonly behaviors: readonly CacheBehavior[]
}

/** All addresses of a key, as CloudFront wants them in an invalidation. */
export function viewerPaths(key: string, distribution: Distribution, bucket: string): readonly string[] {
  return [...new Set(addressesOn(distribution, bucket)(key).map(({ path }) => path))]
}

/**
 * Tells the addresses of keys: without the origin path, encoded, a document of a folder under each of its spellings; and
 * none where the behaviour that answers it asks something else than this bucket.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
export function addressesOn(distribution: Distribution, bucket: string): (key: string) => readonly Address[] {
  const { behaviors, defaultRootObject } = distribution
  const bases = basesOn(distribution, bucket)
  const isAnswered = answeringOn(distribution)
  return (key) => {
    const found = new Map<string, CacheBehavior[]>()
    for (const behavior of behaviors) {
      for (const base of bases(behavior)) {
        const path = withoutBase(`/${key}`, base)
        const spelled = path === undefined ? [] : spellings(path, defaultRootObject).map(asSent)
        for (const sent of spelled.filter((one) => isAnswered(one, behavior))) {
          found.set(sent, [...(found.get(sent) ?? []).filter((one) => one !== behavior), behavior])
        }
      }
    }
    return [...found].map(([sent, by]) => ({ sent, path: asInvalidated(sent), behaviors: by }))
  }
}

/** The keys that an address may stand for; none where it is answered by something else than this bucket. */
export function keysAt(sent: string, distribution: Distribution, bucket: string): readonly string[] {
  const behavior = behaviorTeller(distribution)(sent)
  if (behavior === undefined) return []
  return basesOn(distribution, bucket)(behavior).map((base) => `${base}${decodeURIComponent(sent)}`.slice(1))
}

/** Tells of a behaviour the paths of those of its origins that are the bucket. */
function basesOn(distribution: Distribution, bucket: string): (behavior: CacheBehavior) => readonly string[] {
  const own = new Set(originsOf(distribution, bucket).map(({ domainName }) => domainName))
  return (behavior) => {
    const asked = originsAsked(behavior, distribution).filter(({ domainName }) => own.has(domainName))
    return [...new Set(asked.map(({ path }) => path.replace(/\/+$/, '')))]
  }
}

/**
 * Tells whether a behaviour answers an address. A function that sees requests first may turn any address of its behaviour
 * into this one, and what it makes of them is what copies are kept under; the behaviour stays the one that was asked.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
 */
function answeringOn(distribution: Distribution): (sent: string, behavior: CacheBehavior) => boolean {
  const first = behaviorTeller(distribution)
  const root = asSent(`/${distribution.defaultRootObject}`)
  return (sent, behavior) => {
    const same = sent === '/' ? [sent, root] : [sent]
    return rewrites(behavior) || same.some((one) => first(one) === behavior)
  }
}

export function rewrites({ functions }: CacheBehavior): boolean {
  return functions.some(({ event }) => event === 'viewer-request')
}

/** The behaviours that answer with something that lies below this prefix of the bucket. */
export function servingBehaviors(prefix: string, distribution: Distribution, bucket: string): readonly CacheBehavior[] {
  const bases = basesOn(distribution, bucket)
  const folder = prefix === '' ? '/' : `/${prefix}/`
  return distribution.behaviors.filter((behavior) =>
    bases(behavior).some((base) => {
      const below = withoutBase(folder, base)
      return below !== undefined && (rewrites(behavior) || mayMatchBelow(behavior, below))
    }),
  )
}

function mayMatchBelow({ pattern }: CacheBehavior, folder: string): boolean {
  const beginning = beginningOf(pattern)
  return beginning.startsWith(folder) || (!isExact(pattern) && folder.startsWith(beginning))
}

/** Tells the behaviours that ask for keys like this one, whatever address it is that they answer. */
export function askingFor(distribution: Distribution, bucket: string): (key: string) => readonly CacheBehavior[] {
  const bases = basesOn(distribution, bucket)
  return (key) =>
    distribution.behaviors.filter((behavior) =>
      bases(behavior).some((base) => withoutBase(`/${key}`, base) !== undefined),
    )
}

/** Does the distribution serve what lies below this prefix of the bucket? */
export function isServed(prefix: string, distribution: Distribution, bucket: string): boolean {
  return !distribution.readable || servingBehaviors(prefix, distribution, bucket).length > 0
}

/** Everything that a behaviour answers, as few paths. */
export function everythingOf(behavior: CacheBehavior): string {
  if (rewrites(behavior)) return '/*'
  const beginning = asInvalidated(asSent(beginningOf(behavior.pattern)))
  return beginning.endsWith('*') ? beginning : `${beginning}*`
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

/**
 * Percent-encodes what is not ASCII and what RFC 1738 calls unsafe, and nothing else, because CloudFront compares
 * literally; but for what browsers send as it is.
 */
export function asSent(path: string): string {
  return path.replace(/[^A-Za-z0-9\-_.!'(),;:@&=+$/~*[\]|^\\]+/gu, encodeURIComponent)
}

/** Characters that browsers send as they are and that CloudFront does not take, or does not match when encoded. */
const unmatched = /[~*[\]|^\\]/

/**
 * A `~` is refused when it is raw and matches nothing when it is encoded (https://github.com/aws/aws-sdk/issues/525), and
 * its like are no better: from the first of them on the path becomes a wildcard.
 */
function asInvalidated(sent: string): string {
  const end = sent.search(unmatched)
  return end < 0 ? sent : `${sent.slice(0, end)}*`
}

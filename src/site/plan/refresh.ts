// Which paths of a distribution must be fetched anew: as few as are right, each with its reason.

import type { CacheBehavior, Distribution } from '../distribution-model.ts'
import type { Invalidate, Refresh } from '../model.ts'
import { secondsKept } from './caching.ts'
import type { EarlierHeaders } from './earlier-headers.ts'
import { type HeadersOfAddress, isErrorKept, isKeptEverywhere } from './errors.ts'
import { fewerPaths } from './fewer-paths.ts'
import type { Touched } from './touched.ts'
import { type Address, addressesOn, askingFor, everythingOf, keysAt } from './viewer-paths.ts'

/** Seconds for which an edge may hold Angular's `ngsw.json` without an invalidation of its own. */
const MANIFEST_MAY_BE_HELD = 1

type Reasoned = Refresh['paths'][number]

/** What is refreshed, and how. */
export interface Refreshing {
  readonly bucket: string
  readonly invalidate: Invalidate
  /** Of copies of any key that an edge may have, or will. */
  readonly headersOf: EarlierHeaders
}

/** Decides what to invalidate on one distribution; undefined where nothing can have been cached. */
export function refreshOf(
  touched: readonly Touched[],
  distribution: Distribution,
  refreshing: Refreshing,
): Refresh | undefined {
  const { invalidate } = refreshing
  if (touched.length === 0 || invalidate === 'none') return undefined
  const paths = invalidate === 'all' ? [everything('invalidate is all')] : fewest(touched, distribution, refreshing)
  return paths.length === 0 ? undefined : { distribution, paths }
}

function fewest(touched: readonly Touched[], distribution: Distribution, refreshing: Refreshing): readonly Reasoned[] {
  if (!distribution.readable) return [everything('the role may not read the distribution (cloudfront:GetDistribution)')]
  const view = viewOn(distribution, refreshing)
  const some = view.isAskedTooEarly ? touched : touched.filter(({ earlier }) => earlier.length > 0)
  // Such a page is cached under every address that was asked for and does not exist, for as long as errors are kept.
  const standIn = some.find((one) =>
    view.addresses(one.key).some(({ sent }) => isKeptEverywhere(sent, one.earlier, distribution)),
  )
  if (standIn !== undefined) return [everything(`${standIn.path} is kept under the addresses of errors`)]
  return fewerPaths(some.flatMap((one) => pathsFor(one, view)))
}

/** What a distribution makes of the files of the bucket. */
interface View {
  /** Tells those of a key. */
  readonly addresses: (key: string) => readonly Address[]
  /** Tells who may have stored a file under other addresses than its own. */
  readonly storing: (touched: Touched, own: readonly Address[]) => readonly CacheBehavior[]
  readonly keepsErrors: boolean
  /** What is new can only be old where something was answered, and kept, before it was there. */
  readonly isAskedTooEarly: boolean
}

function viewOn(distribution: Distribution, { bucket, headersOf }: Refreshing): View {
  const headersAt: HeadersOfAddress = (address) => {
    const keys = keysAt(address, distribution, bucket)
    return keys.length === 0 ? [undefined] : keys.flatMap(headersOf)
  }
  const keepsErrors = isErrorKept(distribution, headersAt)
  return {
    addresses: addressesOn(distribution, bucket),
    storing: storingAnywhere(distribution, bucket),
    keepsErrors,
    isAskedTooEarly: keepsErrors || distribution.behaviors.some(isAskedElsewhere),
  }
}

function pathsFor(one: Touched, { addresses, storing, keepsErrors }: View): readonly Reasoned[] {
  const own = addresses(one.key)
  const isKept = keeperOf(one, keepsErrors)
  const kept = own.filter(({ behaviors }) => behaviors.some(isKept))
  const elsewhere = storing(one, own).filter(isKept)
  return [
    ...kept.map((address) => pathOf(address, one, isKept)),
    ...elsewhere.map((behavior) => anywhere(behavior, one)),
  ]
}

/** Tells whether an edge of a behaviour may have something else in place of a file than what will be live. */
function keeperOf(touched: Touched, keepsErrors: boolean): (behavior: CacheBehavior) => boolean {
  const { earlier, role, wasAbsent, hasOldBytes } = touched
  const held = role === 'worker-manifest' && !hasOldBytes ? MANIFEST_MAY_BE_HELD : -1
  return (behavior) => {
    const isCopyKept = earlier.some((headers) => (secondsKept(headers, behavior) ?? -1) > held)
    return isCopyKept || (wasAbsent && (keepsErrors || isAskedElsewhere(behavior)))
  }
}

/** Where a file is missing in the bucket, another origin may have answered in its place. */
function isAskedElsewhere({ origins, failover, caching }: CacheBehavior): boolean {
  return origins.length > 1 && failover.some((status) => status === 403 || status === 404) && caching?.maxTtl !== 0
}

/**
 * Tells of a file the behaviours whose function, between edge and origin, may have stored it under any address: those
 * that answer its own address, and for a page all that ask for keys like it.
 */
function storingAnywhere(distribution: Distribution, bucket: string) {
  const storing = distribution.behaviors.filter(storesAnywhere)
  const asking = askingFor(distribution, bucket)
  return ({ key, role }: Touched, own: readonly Address[]): readonly CacheBehavior[] => {
    if (storing.length === 0) return []
    const serving = new Set(role === 'asset' ? own.flatMap(({ behaviors }) => behaviors) : asking(key))
    return storing.filter((behavior) => serving.has(behavior))
  }
}

function storesAnywhere({ functions }: CacheBehavior): boolean {
  return functions.some(({ event }) => event === 'origin-request')
}

function pathOf(
  { path, sent, behaviors }: Address,
  touched: Touched,
  isKept: (by: CacheBehavior) => boolean,
): Reasoned {
  const reason = reasonOf(touched)
  const varied = behaviors.filter((behavior) => isKept(behavior) && behavior.caching?.queryStrings !== 'none')
  if (varied.length === 0 || path.endsWith('*')) return { path, reason }
  const isUnknown = varied.every(({ caching }) => caching === undefined)
  const why = isUnknown
    ? 'the role may not read whether query strings are part of the cache key (cloudfront:GetCachePolicy)'
    : 'query strings are part of the cache key'
  return { path: sent === '/' ? '/*' : `${path}*`, reason: `${reason}; ${why}` }
}

function anywhere(behavior: CacheBehavior, touched: Touched): Reasoned {
  const reason = `${reasonOf(touched)}; a function on origin requests may have stored it under other addresses`
  return { path: everythingOf(behavior), reason }
}

function everything(reason: string): Reasoned {
  return { path: '/*', reason }
}

function reasonOf({ path, reason, earlier }: Touched): string {
  return earlier.length === 0 ? `${path}: an answer in its place may be kept` : `${path}: ${reason}`
}

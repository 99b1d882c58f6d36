// What is live, seen against what is wanted.

import type { Asset, Headers, LiveHeaders, LiveObject } from '../model.ts'

/** The outcomes of comparing both sides by name and content. */
export interface Comparison {
  /** Wanted, and not there. */
  readonly absent: readonly Asset[]
  /** There, with other bytes. */
  readonly different: readonly Match[]
  /** There, with as many bytes, under an ETag that is not theirs: changed, or encrypted with a key of KMS. */
  readonly doubtful: readonly Match[]
  /** There, with the same bytes. */
  readonly same: readonly Match[]
  /** There, and not wanted. */
  readonly stale: readonly LiveObject[]
}

export interface Match {
  readonly asset: Asset
  readonly live: LiveObject
}

/** A comparison without doubts. */
export interface Settled extends Comparison {
  readonly doubtful: readonly []
}

/** Compares by size and ETag; time says nothing. */
export function compare(assets: readonly Asset[], live: readonly LiveObject[]): Comparison {
  const there = new Map(live.map((object) => [object.key, object]))
  const wanted = new Set(assets.map((asset) => asset.key))
  const matches = assets.flatMap((asset) => {
    const object = there.get(asset.key)
    return object === undefined ? [] : [{ asset, live: object }]
  })
  const sameSize = matches.filter((match) => match.asset.size === match.live.size)
  return {
    absent: assets.filter((asset) => !there.has(asset.key)),
    different: matches.filter((match) => match.asset.size !== match.live.size),
    doubtful: sameSize.filter((match) => !hasSameEtag(match)),
    same: sameSize.filter(hasSameEtag),
    stale: live.filter((object) => !wanted.has(object.key)),
  }
}

/** An object that was uploaded in parts and copied since carries the plain MD5. */
function hasSameEtag({ asset, live }: Match): boolean {
  return live.etag === asset.etag || live.etag === asset.md5
}

/**
 * Settles every doubt by the SHA-256 that S3 keeps of our uploads, whatever they are encrypted with; what is not proven
 * to be the same is different.
 */
export function settled(comparison: Comparison, headers: ReadonlyMap<string, LiveHeaders>): Settled {
  const isProven = ({ asset }: Match): boolean => headers.get(asset.key)?.sha256 === asset.sha256
  return {
    ...comparison,
    different: [...comparison.different, ...comparison.doubtful.filter((match) => !isProven(match))],
    doubtful: [],
    same: [...comparison.same, ...comparison.doubtful.filter(isProven)],
  }
}

/** The names of the headers in which a live object differs from what is wanted, sorted. */
export function drift(wanted: Headers, live: Headers): readonly string[] {
  const names = new Set([...Object.keys(wanted), ...Object.keys(live)])
  return [...names].filter((name) => !isSame(name, wanted[name], live[name])).sort()
}

/** S3 answers a date in its own spelling. */
function isSame(name: string, wanted: string | undefined, live: string | undefined): boolean {
  if (wanted === live) return true
  if (name !== 'Expires' || wanted === undefined || live === undefined) return false
  return Date.parse(wanted) === Date.parse(live)
}

/** Files whose hashed name is live with other bytes: browsers that have those were told to keep them for a year. */
export function rehashed({ different }: Settled): readonly Asset[] {
  return different.map(({ asset }) => asset).filter(({ hashed }) => hashed)
}

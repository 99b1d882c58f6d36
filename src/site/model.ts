// The nouns of a site deploy that flow from plan to report: steps, plan, invalidations, what was seen and done.

import type { Condition } from '../shared/objects.ts'
import type { Distribution } from './distribution-model.ts'
import type { Asset, Headers, KeptSettings, LiveObject, Wanted } from './file-model.ts'
import type { KeptContent } from './record-model.ts'

/** What CloudFront is to fetch anew: the fewest paths that are right, everything as soon as anything changed, or nothing. */
export type Invalidate = 'auto' | 'all' | 'none'

/** The waves of publishing, in order; all of one is done before the next begins. */
export type Wave = 'add' | 'switch' | 'refresh' | 'prune'

/** A file whose bytes go from disk to the bucket. */
export interface Upload {
  readonly kind: 'upload'
  readonly asset: Asset
  readonly condition: Condition
  readonly reason: string
}

/** A file whose bytes are kept beside the site and go back to where they were, by a copy on the server. */
export interface Restore {
  readonly kind: 'restore'
  readonly asset: Wanted
  readonly from: Pick<KeptContent, 'sha256' | 'etag'>
  readonly condition: Condition
  readonly reason: string
}

/** An object that keeps its bytes and gets other headers, by a copy onto itself. */
export interface HeaderCopy {
  readonly kind: 'copy'
  readonly asset: Wanted & { readonly headers: Headers }
  /** ETag of the bytes that were compared. */
  readonly etag: string
  /** Undefined where only the object itself can tell. */
  readonly kept: KeptSettings | undefined
  readonly reason: string
}

/** A copy of what is live, made before it is replaced or deleted. */
export interface Keep {
  readonly kind: 'keep'
  /** What is there; bytes that nobody has read have no hash yet. */
  readonly asset: Wanted
  readonly etag: string
  readonly reason: string
}

/** An object that leaves. */
export interface Removal {
  readonly kind: 'delete'
  readonly asset: Wanted
  readonly etag: string
  readonly reason: string
}

/** What changes the site; a copy that is kept beside it does not. */
export type Change = Upload | Restore | HeaderCopy | Removal

export type Step = Change | Keep

/** Steps that may happen at once. */
export interface Stage {
  readonly wave: Wave
  /** What goes live here, for the log. */
  readonly title: string
  readonly steps: readonly Step[]
}

/** The paths of one distribution that must be fetched anew, each with its reason. */
export interface Refresh {
  readonly distribution: Distribution
  readonly paths: readonly { readonly path: string; readonly reason: string }[]
}

/** A change by hand: somebody else wrote or deleted what a release of ours had put there. */
export interface HandEdit {
  readonly key: string
  readonly path: string
  /** As in *other content*, *deleted*, *other headers*. */
  readonly what: string
}

/** What must happen so that visitors get exactly the wanted release. */
export interface Plan {
  /** Before CloudFront is told. */
  readonly stages: readonly Stage[]
  readonly refreshes: readonly Refresh[]
  /** Angular's `ngsw.json`: only when no edge holds older files any more. */
  readonly lastStage: Stage
  readonly lastRefreshes: readonly Refresh[]
  /** Files that are live as wanted. */
  readonly unchanged: number
  /** Objects of ours that the release does not have and that stay, for earlier releases and open tabs. */
  readonly retained: readonly LiveObject[]
  /** Objects below the prefix that no release of ours has put there. */
  readonly unknown: readonly LiveObject[]
  readonly edits: readonly HandEdit[]
  /** Objects that would leave and are too many to be meant. */
  readonly refusedDeletes: number
}

/** How far the edges have come; the worst of several counts. */
export type RefreshStatus = 'none' | 'completed' | 'in-progress'

/** An invalidation that was made; its status follows what CloudFront tells. */
export interface Refreshed {
  readonly refresh: Refresh
  readonly id: string
  status: RefreshStatus
}

/** One thing about the live site that is not right, or that nobody could look at. */
export interface Finding {
  readonly address: string
  /** Says the address, what was expected and what was seen; where something can be done, what. */
  readonly sentence: string
}

/** What became of a look at the live site. Only positive proof is *wrong*; *unseen* is whatever nobody could look at. */
export interface Verification {
  readonly verdict: 'right' | 'wrong' | 'unseen'
  /** What the verdict goes by; none where it is *right*. */
  readonly findings: readonly Finding[]
  /** Full sentences about what is no reason for another verdict. */
  readonly warnings: readonly string[]
  /** Addresses that were looked at. */
  readonly looked: number
  /** Files that were left out, because there are so many. */
  readonly skipped: number
}

/** The site at one of its addresses, after this release or after the one that was put back. */
export interface Sighting {
  readonly url: string
  readonly release: number
  readonly verification: Verification
}

/** What was really written; counted while it happens. */
export interface Tally {
  uploaded: number
  /** From what is kept, without an upload. */
  restored: number
  headersUpdated: number
  deleted: number
  bytesUploaded: number
}

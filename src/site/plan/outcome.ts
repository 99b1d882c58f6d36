// What has become of the site when a run is about to record it.

import type { KeptContent, Known, ReleaseRecord } from '../record-model.ts'

/** A copy that was made by this run, or by one that did not come to record it. */
export type NewlyKept = Omit<KeptContent, 'release' | 'ended' | 'condemned'>

export interface Outcome {
  /** The release that is live now, with the ETags that S3 answered. */
  readonly live: ReleaseRecord
  /** Before this run changed anything. */
  readonly known: ReadonlyMap<string, Known>
  /** Keys that this run deleted. */
  readonly removed: ReadonlySet<string>
  /** What this run has kept. */
  readonly kept: readonly NewlyKept[]
  /** Content that somebody purged, by hash. */
  readonly purged: ReadonlySet<string>
  /** Somebody rolled back. */
  readonly leaves: boolean
  /** CloudFront could not be told, so that the next run has to: releases that were begun stay open. */
  readonly isUntold?: boolean
  /** By S3's clock, ISO 8601 UTC. */
  readonly now: string
}

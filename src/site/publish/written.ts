// What a run has really written, whatever becomes of it.

import type { Change } from '../model.ts'
import type { KeptContent } from '../record-model.ts'

export interface Written {
  /** In the order in which they were made. */
  readonly changes: Change[]
  /** The ETags that S3 answered, by key. */
  readonly etags: Map<string, string>
  readonly removed: Set<string>
  readonly kept: Omit<KeptContent, 'release' | 'ended' | 'condemned'>[]
  /** Has anything begun that a visitor can see? */
  hasSwitched: boolean
}

export function nothingWritten(): Written {
  return { changes: [], etags: new Map(), removed: new Set(), kept: [], hasSwitched: false }
}

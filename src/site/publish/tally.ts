// What has really been written so far, also when the run fails in the middle.

import type { Change } from '../model.ts'

export interface Tally {
  uploaded: number
  headersUpdated: number
  bytesUploaded: number
}

export function emptyTally(): Tally {
  return { uploaded: 0, headersUpdated: 0, bytesUploaded: 0 }
}

export function count(tally: Tally, change: Change): void {
  if (change.kind === 'copy') {
    tally.headersUpdated += 1
  } else {
    tally.uploaded += 1
    tally.bytesUploaded += change.asset.size
  }
}

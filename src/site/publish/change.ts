// Makes one change, and asks what is there when S3 refuses its condition.

import type { Budget } from '../../shared/budget.ts'
import type { Clock } from '../../shared/clock.ts'
import { Failure } from '../../shared/failure.ts'
import type { Change, LiveHeaders } from '../model.ts'
import { drift } from '../plan/compare.ts'
import { type Bucket, ConditionRefused } from '../ports.ts'
import { upload } from './upload.ts'

/** Times that a write is tried while another one to the same key is under way. */
const ATTEMPTS = 6
const CONFLICT = 409

export interface Means {
  readonly bucket: Bucket
  readonly clock: Clock
  /** Bytes of files that may be in memory at once. */
  readonly memory: Budget
}

/**
 * A refused condition never means that there is nothing to do: it may be our own write whose answer was lost, a write
 * by somebody else, or one that is still under way.
 */
export async function make(change: Change, means: Means, attempt = 1): Promise<void> {
  try {
    await write(change, means)
  } catch (error) {
    if (!(error instanceof ConditionRefused)) throw error
    const live = await means.bucket.head(change.asset.key)
    if (live !== undefined && isAsWanted(change, live)) return
    if (error.status !== CONFLICT || attempt === ATTEMPTS) throw overtaken(change, means.bucket, error)
    await means.clock.sleep(100 * 2 ** attempt)
    await make(change, means, attempt + 1)
  }
}

async function write(change: Change, { bucket, memory }: Means): Promise<void> {
  if (change.kind === 'upload') await upload(change, bucket, memory)
  else await bucket.setHeaders(change.asset, change.etag, change.kept)
}

function isAsWanted({ asset }: Change, live: LiveHeaders): boolean {
  const bytes = live.sha256 === asset.sha256 || live.etag === asset.etag || live.etag === asset.md5
  return bytes && drift(asset.headers, live.headers).length === 0
}

function overtaken({ asset }: Change, bucket: Bucket, cause: ConditionRefused): Failure {
  return new Failure(`Could not publish s3://${bucket.name}/${asset.key}`, {
    why: 'somebody else changed it since this run compared it',
    hint: 'Is another deploy, or a person, writing to this bucket? Run again: it starts from what is there then.',
    cause,
  })
}

// Takes one step, and asks what is there when S3 refuses its condition.

import { createHash } from 'node:crypto'
import type { Budget } from '../../shared/budget.ts'
import type { Clock } from '../../shared/clock.ts'
import { Failure } from '../../shared/failure.ts'
import { ConditionRefused } from '../../shared/objects.ts'
import type { Change, HeaderCopy, Keep, KeptSettings, LiveHeaders, Step } from '../model.ts'
import { drift } from '../plan/compare.ts'
import type { Bucket } from '../ports.ts'
import { keptName } from '../records/names.ts'
import { upload } from './upload.ts'
import type { Written } from './written.ts'

/** Times that a write is tried while another one to the same key is under way. */
const ATTEMPTS = 6
const CONFLICT = 409

export interface Means {
  readonly bucket: Bucket
  readonly clock: Clock
  /** Bytes of files that may be in memory at once. */
  readonly memory: Budget
  /** What is done is noted here. */
  readonly written: Written
  /** Fails where the lease is somebody else's by now. */
  readonly verifyLease: () => Promise<void>
}

/** Somebody else changed what the plan was made from: it has to be made again. */
export class Overtaken extends Failure {}

/**
 * A refused condition never means that there is nothing to do: the lease may be lost, it may be our own write whose
 * answer was lost, a write by somebody else, or one that is still under way.
 */
export async function take(step: Step, means: Means, attempt = 1): Promise<void> {
  try {
    await write(step, means)
  } catch (error) {
    if (!(error instanceof ConditionRefused)) throw error
    await means.verifyLease()
    if (await isDone(step, means)) return
    if (error.status !== CONFLICT || attempt === ATTEMPTS) throw overtaken(step, means.bucket, error)
    await means.clock.sleep(100 * 2 ** attempt)
    await take(step, means, attempt + 1)
  }
}

async function write(step: Step, means: Means): Promise<void> {
  const { bucket, written } = means
  const { key } = step.asset
  if (step.kind === 'keep') await keep(step, means)
  else if (step.kind === 'delete') {
    await bucket.remove(key, step.etag)
    written.removed.add(key)
  } else written.etags.set(key, await writtenBy(step, means))
}

async function writtenBy(change: Exclude<Change, { kind: 'delete' }>, { bucket, memory }: Means): Promise<string> {
  if (change.kind === 'upload') return await upload(change, bucket, memory)
  if (change.kind === 'copy') return await setHeaders(change, bucket)
  const { from, asset, condition } = change
  const source = { name: keptName(from.sha256), etag: from.etag }
  return await bucket.restore(source, { key: asset.key, sha256: from.sha256, headers: asset.headers }, condition)
}

async function setHeaders({ asset, etag, kept }: HeaderCopy, bucket: Bucket): Promise<string> {
  return await bucket.setHeaders(asset, etag, kept ?? (await settingsOf(asset.key, bucket)))
}

async function settingsOf(key: string, bucket: Bucket): Promise<KeptSettings> {
  return (await bucket.head(key))?.kept ?? {}
}

/** Bytes that nobody has read yet are read once, because their hash is the name that they are kept under. */
async function keep({ asset, etag }: Keep, { bucket, written }: Means): Promise<void> {
  const sha256 = asset.sha256 ?? (await hashOf(asset.key, etag, bucket))
  const copied = await bucket.keep(asset.key, etag, keptName(sha256))
  written.kept.push({ sha256, size: asset.size, etag: copied, key: asset.key, was: etag })
}

async function hashOf(key: string, etag: string, bucket: Bucket): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of await bucket.read(key, etag)) hash.update(part)
  return hash.digest('hex')
}

async function isDone(step: Step, { bucket, written }: Means): Promise<boolean> {
  const { asset, kind } = step
  if (kind === 'keep') return false
  const live = await bucket.head(asset.key)
  if (kind === 'delete') {
    if (live === undefined) written.removed.add(asset.key)
    return live === undefined
  }
  if (live === undefined || !isAsWanted(step, live)) return false
  written.etags.set(asset.key, live.etag)
  return true
}

function isAsWanted({ asset }: Change, live: LiveHeaders): boolean {
  const bytes = (live.sha256 !== undefined && live.sha256 === asset.sha256) || asset.etags.includes(live.etag)
  return bytes && (asset.headers === undefined || drift(asset.headers, live.headers).length === 0)
}

function overtaken({ asset }: Step, bucket: Bucket, cause: ConditionRefused): Overtaken {
  return new Overtaken(`Could not publish s3://${bucket.name}/${asset.key}`, {
    why: 'somebody else changed it since this run compared it',
    hint: 'Is a person writing to this bucket? Run again: it starts from what is there then.',
    cause,
  })
}

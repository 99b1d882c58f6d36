// Takes one step, and notes what it really wrote.

import { createHash } from 'node:crypto'
import type { Budget } from '../../shared/budget.ts'
import { Failure } from '../../shared/failure.ts'
import { type Insisting, insist } from '../../shared/insist.ts'
import type { ConditionRefused } from '../../shared/objects.ts'
import type { KeptSettings, LiveHeaders } from '../file-model.ts'
import type { Change, HeaderCopy, Keep, Removal, Restore, Step } from '../model.ts'
import { drift } from '../plan/compare.ts'
import type { Bucket } from '../ports.ts'
import { keptName } from '../records/names.ts'
import { upload } from './upload.ts'
import type { Written } from './written.ts'

export interface Means extends Insisting {
  readonly bucket: Bucket
  /** Bytes of files that may be in memory at once. */
  readonly memory: Budget
  /** What is done is noted here. */
  readonly written: Written
}

/** Somebody else changed what the plan was made from: it has to be made again. */
export class Overtaken extends Failure {}

/** @throws {Overtaken} where a condition was refused, and not because of an answer of ours that was lost. */
export async function take(step: Step, means: Means): Promise<void> {
  const { written } = means
  const { key } = step.asset
  if (step.kind === 'keep') written.kept.push(await keep(step, means))
  else if (step.kind === 'delete') {
    await remove(step, means)
    written.removed.add(key)
  } else written.etags.set(key, await change(step, means))
}

type Kept = Written['kept'][number]

/** Bytes that nobody has read yet are read once, because their hash is the name that they are kept under. */
async function keep({ asset: { key, size, sha256 }, etag }: Keep, means: Means): Promise<Kept> {
  const { bucket } = means
  const write = async (): Promise<Kept> => {
    const hash = sha256 ?? (await hashOf(key, etag, bucket))
    return { sha256: hash, size, etag: await bucket.keep(key, etag, keptName(hash)), key, was: etag }
  }
  return await insist({ write, lookUp: async () => undefined, refusal: overtaken(key, bucket) }, means)
}

async function hashOf(key: string, etag: string, bucket: Bucket): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of await bucket.read(key, etag)) hash.update(part)
  return hash.digest('hex')
}

async function remove({ asset: { key }, etag }: Removal, means: Means): Promise<true> {
  const { bucket } = means
  const write = async (): Promise<true> => {
    await bucket.remove(key, etag)
    return true
  }
  const lookUp = async (): Promise<true | undefined> => ((await bucket.head(key)) === undefined ? true : undefined)
  return await insist({ write, lookUp, refusal: overtaken(key, bucket) }, means)
}

type Writing = Exclude<Change, Removal>

/** Answers the new ETag. */
async function change(writing: Writing, means: Means): Promise<string> {
  const { bucket } = means
  const { key } = writing.asset
  const lookUp = async (): Promise<string | undefined> => {
    const live = await bucket.head(key)
    return live !== undefined && isAsWanted(writing, live) ? live.etag : undefined
  }
  return await insist({ write: () => written(writing, means), lookUp, refusal: overtaken(key, bucket) }, means)
}

async function written(writing: Writing, { bucket, memory }: Means): Promise<string> {
  switch (writing.kind) {
    case 'upload':
      return await upload(writing, bucket, memory)
    case 'copy':
      return await setHeaders(writing, bucket)
    case 'restore':
      return await restore(writing, bucket)
  }
}

async function setHeaders({ asset, etag, kept }: HeaderCopy, bucket: Bucket): Promise<string> {
  return await bucket.setHeaders(asset, etag, kept ?? (await settingsOf(asset.key, bucket)))
}

async function settingsOf(key: string, bucket: Bucket): Promise<KeptSettings> {
  return (await bucket.head(key))?.kept ?? {}
}

async function restore({ asset: { key, headers }, from, condition }: Restore, bucket: Bucket): Promise<string> {
  const source = { name: keptName(from.sha256), etag: from.etag }
  return await bucket.restore(source, { key, sha256: from.sha256, headers }, condition)
}

function isAsWanted({ asset }: Writing, live: LiveHeaders): boolean {
  const sameBytes = (live.sha256 !== undefined && live.sha256 === asset.sha256) || asset.etags.includes(live.etag)
  return sameBytes && (asset.headers === undefined || drift(asset.headers, live.headers).length === 0)
}

function overtaken(key: string, bucket: Bucket): (cause: ConditionRefused) => Overtaken {
  return (cause) =>
    new Overtaken(`Could not publish s3://${bucket.name}/${key}`, {
      why: 'somebody else changed it since this run compared it',
      hint: 'Is a person writing to this bucket? Run again: it starts from what is there then.',
      cause,
    })
}

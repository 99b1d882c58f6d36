// Takes one step, and notes what it really wrote.

import { createHash } from 'node:crypto'
import type { Budget } from '../../shared/budget.ts'
import { Failure } from '../../shared/failure.ts'
import type { ConditionRefused } from '../../shared/objects.ts'
import type { Change, HeaderCopy, Keep, KeptContent, KeptSettings, LiveHeaders, Removal, Step } from '../model.ts'
import { drift } from '../plan/compare.ts'
import type { Bucket } from '../ports.ts'
import { keptName } from '../records/names.ts'
import { type Insisting, insist } from './insist.ts'
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

/** @throws {Overtaken} */
export async function take(step: Step, means: Means): Promise<void> {
  const { bucket, written } = means
  const { key } = step.asset
  const refusal = (error: ConditionRefused): Overtaken => overtaken(key, bucket, error)
  if (step.kind === 'keep') {
    const lookUp = async (): Promise<undefined> => undefined
    written.kept.push(await insist({ write: () => keep(step, bucket), lookUp, refusal }, means))
  } else if (step.kind === 'delete') {
    await insist({ write: () => remove(step, bucket), lookUp: () => goneFrom(bucket, key), refusal }, means)
    written.removed.add(key)
  } else {
    const write = { write: () => writeChange(step, means), lookUp: () => etagIfDone(step, bucket), refusal }
    written.etags.set(key, await insist(write, means))
  }
}

import { randomBytes } from 'node:crypto'

import { Refusal } from '../http/reply.ts'
import type { Distribution } from './distribution.ts'
import { refusePath } from './paths.ts'

export interface Invalidation {
  readonly id: string
  readonly callerReference: string
  readonly paths: readonly string[]
  readonly createTime: number
  /** From then on it is complete: it has reached every location, and what was cached before is gone. */
  readonly completeTime: number
}

/** What is asked for: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_InvalidationBatch.html */
export interface Batch {
  readonly callerReference: string
  readonly paths: readonly string[]
}

/** In progress at one time, over all batches: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/InvalidationLimits.html */
const MOST_PATHS = 3000
const MOST_WILDCARDS = 15

/** Begins an invalidation; a batch that was sent before under the same reference is answered with what it began then. */
export function invalidate(distribution: Distribution, batch: Batch, now: number): Invalidation {
  const earlier = distribution.invalidations.find(({ callerReference }) => callerReference === batch.callerReference)
  if (earlier !== undefined) return repeated(earlier, batch)
  for (const path of batch.paths) refusePath(path)
  refuseTooMany([...inProgress(distribution, now).flatMap(({ paths }) => paths), ...batch.paths])
  const invalidation: Invalidation = {
    ...batch,
    id: `I${randomBytes(10).toString('hex').toUpperCase()}`,
    createTime: now,
    completeTime: now + slowestOf(distribution) * 1000,
  }
  distribution.invalidations.push(invalidation)
  return invalidation
}

export function statusOf({ completeTime }: Invalidation, now: number): 'InProgress' | 'Completed' {
  return completeTime <= now ? 'Completed' : 'InProgress'
}

export function inProgress({ invalidations }: Distribution, now: number): Invalidation[] {
  return invalidations.filter((invalidation) => statusOf(invalidation, now) === 'InProgress')
}

function slowestOf({ locations }: Distribution): number {
  return Math.max(...locations.map(({ invalidationSeconds }) => invalidationSeconds))
}

function repeated(earlier: Invalidation, { paths }: Batch): Invalidation {
  if (JSON.stringify(earlier.paths) === JSON.stringify(paths)) return earlier
  const message =
    'Your request contains a caller reference that was used for a previous invalidation batch with other paths.'
  throw new Refusal(409, 'InvalidationBatchAlreadyExists', message)
}

function refuseTooMany(paths: readonly string[]): void {
  const wildcards = paths.filter((path) => path.endsWith('*')).length
  if (wildcards <= MOST_WILDCARDS && paths.length - wildcards <= MOST_PATHS) return
  const message =
    'Processing your request will cause you to exceed the maximum number of in-progress wildcard or path invalidations.'
  throw new Refusal(400, 'TooManyInvalidationsInProgress', message)
}

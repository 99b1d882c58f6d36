// Publishes stage by stage: all of one is done before the next begins, and a failure stops the rest.

import { byteBudget } from '../../shared/budget.ts'
import { Failure } from '../../shared/failure.ts'
import { parallel } from '../../shared/parallel.ts'
import { bytes, counted } from '../../shared/printable.ts'
import { progressOf } from '../../shared/progress.ts'
import type { Change, Stage, Tally } from '../model.ts'
import type { World } from '../ports.ts'
import { type Means, make } from './change.ts'

/** Bytes of files that may be in memory at once, so that memory does not follow the size of the site. */
const MEMORY = 96 * 1024 * 1024

export interface Publishing {
  /** Changes at once. */
  readonly concurrency: number
  /** Counts what is really done, also when the run fails in the middle. */
  readonly tally: Tally
}

/** Publishes one stage after the other. What a failure leaves behind is what the stages before it made. */
export async function publish(stages: readonly Stage[], world: World, publishing: Publishing): Promise<void> {
  const means = { ...world, memory: byteBudget(MEMORY) }
  for (const [index, stage] of stages.entries()) {
    await publishStage(stage, means, world, publishing).catch((error: unknown) => {
      throw new AggregateError([error, left(stages, index)])
    })
  }
}

async function publishStage(stage: Stage, means: Means, { log, clock }: World, publishing: Publishing): Promise<void> {
  const total = stage.changes.reduce((sum, change) => sum + sizeOf(change), 0)
  log.info(`Publishing ${stage.title}: ${counted(stage.changes.length, 'file')}, ${bytes(total)}`)
  const progress = progressOf({ verb: 'Published', items: stage.changes.length, bytes: total }, clock, log.info)
  await parallel(stage.changes, publishing.concurrency, async (change) => {
    await make(change, means)
    count(publishing.tally, change)
    progress.advance(sizeOf(change))
  })
}

function count(tally: Tally, change: Change): void {
  if (change.kind === 'copy') tally.headersUpdated += 1
  else tally.uploaded += 1
  tally.bytesUploaded += sizeOf(change)
}

function sizeOf(change: Change): number {
  return change.kind === 'upload' ? change.asset.size : 0
}

/** In which state the failure of a stage leaves the site. */
function left(stages: readonly Stage[], failed: number): Failure {
  const pages = stages.slice(0, failed + 1).some((stage) => stage.changes.some(({ asset }) => asset.role !== 'asset'))
  const switched = stages.slice(0, failed + 1).some((stage) => stage.wave !== 'add')
  const what = `Stopped at ${stages[failed]?.title}`
  if (!switched)
    return new Failure(what, { why: 'visitors see the site as it was', hint: 'Nothing has to be undone; run again.' })
  return new Failure(what, {
    why: pages
      ? 'some pages are new, and all files that they need are there'
      : 'pages are as they were, some of their files are new',
    hint: 'CloudFront was not told to fetch anything anew. Run again to finish, or deploy the commit before.',
  })
}

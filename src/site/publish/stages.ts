// Publishes stage by stage: all of one is done before the next begins, and a failure stops the rest.

import { byteBudget } from '../../shared/budget.ts'
import { Failure } from '../../shared/failure.ts'
import { parallel } from '../../shared/parallel.ts'
import { bytes, counted } from '../../shared/printable.ts'
import { progressOf } from '../../shared/progress.ts'
import type { Change, Stage, Step, Tally } from '../model.ts'
import { isPageWrite } from '../plan/stages.ts'
import { isOverwrite } from '../plan/touched.ts'
import type { World } from '../ports.ts'
import { type Means, take } from './step.ts'
import type { Written } from './written.ts'

/** Bytes of files that may be in memory at once, so that memory does not follow the size of the site. */
const MEMORY = 96 * 1024 * 1024

export interface Publishing {
  /** Steps at once. */
  readonly concurrency: number
  /** Counts what is really done, also when the run fails in the middle. */
  readonly tally: Tally
  /** What a run has written before, too: it tells in which state a failure leaves the site. */
  readonly written: Written
  readonly verifyLease: () => Promise<void>
}

/** Publishes one stage after the other. What a failure leaves behind is what the stages before it made. */
export async function publish(stages: readonly Stage[], world: World, publishing: Publishing): Promise<void> {
  const { written } = publishing
  const means = { ...world, ...publishing, memory: byteBudget(MEMORY) }
  for (const stage of stages) {
    if (stage.wave !== 'add') written.hasSwitched = true
    await publishStage(stage, means).catch((error: unknown) => {
      throw new AggregateError([error, stopped(stage, written.changes)])
    })
  }
}

async function publishStage({ title, steps }: Stage, means: World & Publishing & Means): Promise<void> {
  const { log, clock, concurrency, tally, written } = means
  const size = steps.reduce((sum, step) => sum + sizeOf(step), 0)
  log.info(`Publishing ${title}: ${counted(steps.length, 'file')}, ${bytes(size)}`)
  const progress = progressOf({ verb: 'Published', items: steps.length, bytes: size }, clock, log.info)
  await parallel(largestFirst(steps), concurrency, async (step) => {
    await take(step, means)
    count(tally, step)
    if (step.kind !== 'keep') written.changes.push(step)
    progress.advance(sizeOf(step))
  })
}

/** So that in the end not everything waits for one of them. */
function largestFirst(steps: readonly Step[]): readonly Step[] {
  return steps.toSorted((one, other) => sizeOf(other) - sizeOf(one))
}

function count(tally: Tally, step: Step): void {
  if (step.kind === 'upload') tally.uploaded += 1
  if (step.kind === 'restore') tally.restored += 1
  if (step.kind === 'copy') tally.headersUpdated += 1
  if (step.kind === 'delete') tally.deleted += 1
  tally.bytesUploaded += sizeOf(step)
}

/** Bytes that leave this machine. */
function sizeOf(step: Step): number {
  return step.kind === 'upload' ? step.asset.size : 0
}

/** In which state a failed stage leaves the site. */
function stopped({ title, wave }: Stage, changes: readonly Change[]): Failure {
  const what = `Stopped at ${title}`
  if (wave === 'refresh')
    return new Failure(what, { why: 'the site is new, its service worker does not know of it yet' })
  if (changes.some(({ kind }) => kind === 'delete')) {
    return new Failure(what, { why: 'all that is new is there, and some of what leaves is gone' })
  }
  if (changes.some(isPageWrite)) {
    return new Failure(what, { why: 'some pages are new, and the files that they need are there' })
  }
  return changes.some(isOverwrite)
    ? new Failure(what, { why: 'pages are as they were, some of their files are new' })
    : new Failure(what, { why: 'visitors see the site as it was', hint: 'Nothing has to be undone.' })
}

// Publishes stage by stage: all of one is done before the next begins, and a failure stops the rest.

import { byteBudget } from '../../shared/budget.ts'
import { Failure } from '../../shared/failure.ts'
import { parallel } from '../../shared/parallel.ts'
import { bytes, counted } from '../../shared/printable.ts'
import { progressOf } from '../../shared/progress.ts'
import type { Stage, Step, Tally } from '../model.ts'
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
  readonly written: Written
  readonly verifyLease: () => Promise<void>
}

/** Publishes one stage after the other. What a failure leaves behind is what the stages before it made. */
export async function publish(stages: readonly Stage[], world: World, publishing: Publishing): Promise<void> {
  const means = { ...publishing, ...world, memory: byteBudget(MEMORY) }
  const made: Step[] = []
  for (const stage of stages) {
    if (stage.wave !== 'add') publishing.written.hasSwitched = true
    await publishStage(stage, means, world, { ...publishing, made }).catch((error: unknown) => {
      throw new AggregateError([error, stopped(stage, made)])
    })
  }
}

async function publishStage(
  stage: Stage,
  means: Means,
  { log, clock }: World,
  { concurrency, tally, made }: Publishing & { readonly made: Step[] },
): Promise<void> {
  const total = stage.steps.reduce((sum, step) => sum + sizeOf(step), 0)
  log.info(`Publishing ${stage.title}: ${counted(stage.steps.length, 'file')}, ${bytes(total)}`)
  const progress = progressOf({ verb: 'Published', items: stage.steps.length, bytes: total }, clock, log.info)
  await parallel(stage.steps, concurrency, async (step) => {
    await take(step, means)
    count(tally, step)
    made.push(step)
    progress.advance(sizeOf(step))
  })
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
function stopped({ title, wave }: Stage, made: readonly Step[]): Failure {
  const what = `Stopped at ${title}`
  const changes = made.flatMap((step) => (step.kind === 'keep' ? [] : [step]))
  if (wave === 'refresh') return new Failure(what, { why: 'the site is new, its service worker does not know of it yet' })
  if (!changes.some(isOverwrite) && !changes.some(isPageWrite)) {
    return new Failure(what, { why: 'visitors see the site as it was', hint: 'Nothing has to be undone.' })
  }
  const why = changes.some(isPageWrite)
    ? 'some pages are new, and the files that they need are there'
    : 'pages are as they were, some of their files are new'
  return new Failure(what, { why })
}

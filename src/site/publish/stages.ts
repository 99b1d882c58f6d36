// Publishes stage by stage: all of one is done before the next begins, and a failure stops the rest.

import { byteBudget } from '../../shared/budget.ts'
import { Failure } from '../../shared/failure.ts'
import { parallel } from '../../shared/parallel.ts'
import { bytes, counted } from '../../shared/printable.ts'
import { progressOf } from '../../shared/progress.ts'
import type { Change, Refresh, Stage, Tally } from '../model.ts'
import { isOverwrite } from '../plan/overwrite.ts'
import type { World } from '../ports.ts'
import { type Means, make } from './change.ts'
import { byHand } from './refresh.ts'

/** Bytes of files that may be in memory at once, so that memory does not follow the size of the site. */
const MEMORY = 96 * 1024 * 1024

/** What is done so far. */
interface Making {
  readonly made: Change[]
}

export interface Publishing {
  /** Changes at once. */
  readonly concurrency: number
  /** Counts what is really done, also when the run fails in the middle. */
  readonly tally: Tally
  /** What CloudFront is to be told afterwards. */
  readonly refreshes: readonly Refresh[]
}

/** Publishes one stage after the other. What a failure leaves behind is what the stages before it made. */
export async function publish(stages: readonly Stage[], world: World, publishing: Publishing): Promise<void> {
  const means = { ...world, memory: byteBudget(MEMORY) }
  const made: Change[] = []
  for (const stage of stages) {
    await publishStage(stage, means, world, { ...publishing, made }).catch((error: unknown) => {
      throw new AggregateError([error, stopped(stage, made, publishing.refreshes)])
    })
  }
}

async function publishStage(
  stage: Stage,
  means: Means,
  { log, clock }: World,
  publishing: Publishing & Making,
): Promise<void> {
  const total = stage.changes.reduce((sum, change) => sum + sizeOf(change), 0)
  log.info(`Publishing ${stage.title}: ${counted(stage.changes.length, 'file')}, ${bytes(total)}`)
  const progress = progressOf({ verb: 'Published', items: stage.changes.length, bytes: total }, clock, log.info)
  await parallel(stage.changes, publishing.concurrency, async (change) => {
    await make(change, means)
    count(publishing.tally, change)
    publishing.made.push(change)
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

/** In which state a failed stage leaves the site. */
function stopped({ title, wave }: Stage, made: readonly Change[], refreshes: readonly Refresh[]): Failure {
  const what = `Stopped at ${title}`
  const again = 'Run again to finish, or deploy the commit before.'
  if (wave === 'refresh') {
    return new Failure(what, { why: 'the site is new, its service worker does not know of it yet', hint: 'Run again.' })
  }
  if (!made.some(isOverwrite) && !made.some(isPageUpload)) {
    return new Failure(what, { why: 'visitors see the site as it was', hint: 'Nothing has to be undone; run again.' })
  }
  const why = made.some(isPageUpload)
    ? 'some pages are new, and the files that they need are there'
    : 'pages are as they were, some of their files are new'
  return new Failure(what, { why, hint: [again, ...refreshes.map(cacheOf)].join(' ') })
}

/** The next run finds these files as they should be, and does not invalidate them. */
function cacheOf(refresh: Refresh): string {
  return `CloudFront was not told, and answers older files for as long as their Cache-Control says. ${byHand(refresh)}`
}

function isPageUpload(change: Change): boolean {
  return change.kind === 'upload' && change.asset.role !== 'asset'
}

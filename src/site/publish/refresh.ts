// Tells CloudFront what to fetch anew and waits until every edge has heard it.

import { createHash } from 'node:crypto'
import { Failure } from '../../shared/failure.ts'
import { counted, seconds } from '../../shared/printable.ts'
import { together } from '../../shared/together.ts'
import type { Refresh, Refreshed } from '../model.ts'
import type { Invalidation, World } from '../ports.ts'

/** Milliseconds between two looks at an invalidation, the first and the longest. */
const FIRST_LOOK = 1000
const LONGEST_LOOK = 5000

/** Looks before the pauses grow: who waits for a deploy does not notice a second, but notices four. */
const QUICK_LOOKS = 12

/** One round of invalidations. */
export interface Round {
  /** What makes this deploy another than the one before, for the caller reference. */
  readonly content: string
  /** On the clock, for all of it: room for the invalidations, and their completion. */
  readonly end: number
  /** Each invalidation is noted here as soon as it is made, whatever fails later. */
  readonly made: Refreshed[]
}

/** Invalidates on all distributions at once. */
export async function refresh(refreshes: readonly Refresh[], round: Round, world: World): Promise<void> {
  await together(refreshes.map((one) => refreshOne(one, round, world)))
}

async function refreshOne(one: Refresh, round: Round, world: World): Promise<void> {
  const started = world.clock.monotonic()
  const paths = one.paths.map(({ path }) => path)
  const cost = `${counted(paths.length, 'path')} of the 1,000 a month that are free in an account`
  world.log.info(`Invalidating ${paths.join(' ')} on ${one.distribution.id}: ${cost}`)
  const created = await create(one, round, world).catch((error: unknown) => {
    throw new AggregateError([error, notTold(one)])
  })
  const refreshed: Refreshed = { refresh: one, id: created.id, status: 'in-progress' }
  round.made.push(refreshed)
  if (!(await isCompleted(one, created, round, world))) return
  refreshed.status = 'completed'
  world.log.info(`Invalidation ${created.id} completed after ${seconds(world.clock.monotonic() - started)}`)
}

/** What it means that an invalidation was not made. */
function notTold(one: Refresh): Failure {
  return new Failure(
    `Distribution ${one.distribution.id} answers older files for as long as their Cache-Control says`,
    {
      why: 'the files are published, and it was not told',
      hint: byHand(one),
    },
  )
}

/** CloudFront takes 3,000 paths and 15 wildcards at once; when it is full, the place that becomes free is waited for. */
async function create(one: Refresh, { content, end }: Round, world: World): Promise<Invalidation> {
  const { distribution } = one
  const paths = one.paths.map(({ path }) => path)
  const reference = referenceOf(paths, content, world)
  for (const pause of pauses()) {
    const created = await world.cdn.invalidate(distribution, paths, reference)
    if (created !== undefined) return created
    const left = end - world.clock.monotonic()
    if (left <= 0) break
    world.log.info(`Too many invalidations of ${distribution.id} are in progress; trying again in ${seconds(pause)}`)
    await world.clock.sleep(Math.min(pause, left))
  }
  throw new Failure(`Could not invalidate ${distribution.id}`, {
    why: 'too many invalidations are in progress, for as long as `wait` allows',
    hint: 'Wait until some of them are complete, or raise `wait`.',
  })
}

/** The command that does what could not be done here. */
export function byHand({ distribution, paths }: Refresh): string {
  const quoted = paths.map(({ path }) => `'${path.replaceAll("'", "'\\''")}'`).join(' ')
  return `By hand: aws cloudfront create-invalidation --distribution-id ${distribution.id} --paths ${quoted}`
}

async function isCompleted(one: Refresh, created: Invalidation, { end }: Round, world: World): Promise<boolean> {
  const { clock, log, cdn } = world
  const isPatient = clock.monotonic() < end
  let { complete } = created
  for (const pause of pauses()) {
    const left = end - clock.monotonic()
    if (complete || left <= 0) break
    await clock.sleep(Math.min(pause, left))
    complete = (await cdn.look(one.distribution, created.id)).complete
  }
  const name = `Invalidation ${created.id} of ${one.distribution.id}`
  if (!complete && isPatient) log.warning(`${name} was not complete when \`wait\` ran out. ${later}`)
  if (!complete && !isPatient) log.info(`${name} is not waited for. ${later}`)
  return complete
}

const later = 'It goes on by itself; until then some visitors get older files.'

function* pauses(): Generator<number> {
  for (let looks = 1; looks <= QUICK_LOOKS; looks += 1) yield FIRST_LOOK
  for (let pause = FIRST_LOOK * 1.5; ; pause = Math.min(pause * 1.5, LONGEST_LOOK)) yield pause
}

/**
 * The same for each attempt of this process, so that a lost answer does not make a second invalidation; another one in
 * every other run, because CloudFront would answer an old invalidation to an old reference.
 */
function referenceOf(paths: readonly string[], content: string, { run }: World): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([paths, content]))
    .digest('hex')
    .slice(0, 16)
  const { run: id, attempt } = run.provenance
  return `colt-deploy-${id}-${attempt}-${hash}-${run.nonce}`
}

// Tells CloudFront what to fetch anew and waits until every edge has heard it.

import { createHash } from 'node:crypto'
import { Failure } from '../../shared/failure.ts'
import { seconds } from '../../shared/printable.ts'
import type { Refresh, Refreshed } from '../model.ts'
import type { Invalidation, World } from '../ports.ts'

/** Milliseconds between two looks at an invalidation, the first and the longest. */
const FIRST_LOOK = 1000
const LONGEST_LOOK = 5000

/**
 * Invalidates on all distributions at once.
 * @param content what makes this deploy another than the one before, for the caller reference.
 * @param end on the clock, for all of it: room for the invalidation, and its completion.
 */
export async function refresh(
  refreshes: readonly Refresh[],
  content: string,
  end: number,
  world: World,
): Promise<readonly Refreshed[]> {
  return await Promise.all(refreshes.map((one) => refreshOne(one, content, end, world)))
}

async function refreshOne(one: Refresh, content: string, end: number, world: World): Promise<Refreshed> {
  const { distribution, paths } = one
  const started = world.clock.monotonic()
  world.log.info(`Invalidating ${paths.map(({ path }) => path).join(' ')} on ${distribution.id}`)
  const created = await create(one, content, end, world)
  const done = await completed(one, created, end, world)
  if (done) world.log.info(`Invalidation ${created.id} completed after ${seconds(world.clock.monotonic() - started)}`)
  return { refresh: one, id: created.id, status: done ? 'completed' : 'in-progress' }
}

/** CloudFront takes 3,000 paths and 15 wildcards at once; when it is full, the place that becomes free is waited for. */
async function create(one: Refresh, content: string, end: number, world: World): Promise<Invalidation> {
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
    hint: `The files are published, but visitors may get older ones from the cache. ${byHand(one)}`,
  })
}

/** The command that does what could not be done here. */
export function byHand({ distribution, paths }: Refresh): string {
  const quoted = paths.map(({ path }) => `'${path.replaceAll("'", "'\\''")}'`).join(' ')
  return `By hand: aws cloudfront create-invalidation --distribution-id ${distribution.id} --paths ${quoted}`
}

async function completed(one: Refresh, created: Invalidation, end: number, world: World): Promise<boolean> {
  let { complete } = created
  for (const pause of pauses()) {
    if (complete) return true
    const left = end - world.clock.monotonic()
    if (left <= 0) break
    await world.clock.sleep(Math.min(pause, left))
    complete = (await world.cdn.look(one.distribution, created.id)).complete
  }
  world.log.warning(
    `Invalidation ${created.id} of ${one.distribution.id} was not complete when \`wait\` ran out. ` +
      'It goes on by itself; until then some visitors get older files.',
  )
  return false
}

function* pauses(): Generator<number> {
  for (let pause = FIRST_LOOK; ; pause = Math.min(pause * 1.5, LONGEST_LOOK)) yield pause
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
  return `colt-deploy-${run.id}-${run.attempt}-${hash}-${run.nonce}`
}

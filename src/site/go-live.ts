// What happens under the lease once the plan is known: begin, publish, refresh, record, prune.

import { leavesOf } from '../shared/leaves.ts'
import { together } from '../shared/together.ts'
import type { Stage, Step } from './model.ts'
import type { Planned } from './planning.ts'
import { prune } from './publish/prune.ts'
import { publish } from './publish/stages.ts'
import { Overtaken } from './publish/step.ts'
import { nothingWritten, type Written } from './publish/written.ts'
import { type Beginning, type Going, publishingOf, publishWaves } from './publishing.ts'
import { readSituation } from './read/situation.ts'
import type { CurrentRecord, ReleaseRecord } from './record-model.ts'
import { adopt, begin, recordLive } from './recording.ts'
import { lookOut, verify } from './verifying.ts'
import { takeBack } from './way-back.ts'

/** Makes the plan come true, and records it. */
export async function goLive(first: Planned, beginning: Beginning): Promise<void> {
  const { account } = beginning
  const written = nothingWritten()
  const [{ planned, release }, lookouts] = await account.watch.phase('Begin', () =>
    together([begun(first, written, beginning), lookOut(first, beginning)]),
  )
  const going = { ...beginning, lookouts }
  const done = await proven(planned, release, written, going).catch((error: unknown) =>
    takeBack(error, { release, written, before: planned.known }, going),
  )
  account.current = await account.watch.phase('Record', async () => {
    const record = await recordLive(done, release, written, going)
    going.world.log.info(`Release ${release.sequence} is live`)
    return record
  })
  await account.watch.phase('Prune', () => pruneOrWarn(account.current, done, going))
}

async function begun(first: Planned, written: Written, going: Beginning) {
  const planned = first.situation.recorded === undefined ? await adopted(first, written, going) : first
  const release = await begin(planned, going)
  going.world.log.info(`Release ${release.sequence} begins`)
  return { planned, release }
}

/** A bucket that nothing is recorded of: what will be replaced is kept before it is recorded as release 0. */
async function adopted(first: Planned, written: Written, going: Beginning): Promise<Planned> {
  const { stages } = first.plan
  const copies = withSteps(stages, ({ kind }) => kind === 'keep')
  await publish(copies, going.world, publishingOf(going, written))
  const rest = withSteps(stages, ({ kind }) => kind !== 'keep')
  return await adopt({ ...first, plan: { ...first.plan, stages: rest } }, written, going)
}

function withSteps(stages: readonly Stage[], chosen: (step: Step) => boolean): readonly Stage[] {
  return stages
    .map((stage) => ({ ...stage, steps: stage.steps.filter(chosen) }))
    .filter(({ steps }) => steps.length > 0)
}

/** Published, and seen from outside. Answers the plan that came true. */
async function proven(planned: Planned, release: ReleaseRecord, written: Written, going: Going): Promise<Planned> {
  const done = await published(planned, release, written, going)
  if (going.lookouts.length === 0) return done
  await going.account.watch.phase('Verify', () => verify(release.sequence, done.wanted, going.lookouts, going))
  return done
}

/** A plan that somebody else's writes have overtaken is made again, once. Answers the one that came true. */
async function published(planned: Planned, release: ReleaseRecord, written: Written, going: Going): Promise<Planned> {
  try {
    await publishWaves(planned, written, going)
    return planned
  } catch (error) {
    if (!leavesOf(error).some((leaf) => leaf instanceof Overtaken)) throw error
    going.world.log.notice(
      `Somebody else changed the site while release ${release.sequence} went live; planning again.`,
    )
  }
  const again = await going.replan(await readSituation(going.inputs, going.world, 'all'))
  going.account.plan = again.plan
  await publishWaves(again, written, going)
  return again
}

/** The site is live and recorded by now: what stays is taken by the next run. */
async function pruneOrWarn(
  record: CurrentRecord | undefined,
  { situation }: Planned,
  { world, account, inputs }: Going,
) {
  if (record === undefined) return
  try {
    await prune(record, situation, world, { concurrency: inputs.concurrency, tally: account.tally })
  } catch (error) {
    if (world.gate.signal.aborted) throw error
    const [first] = leavesOf(error)
    const why = first instanceof Error ? first.message : String(first)
    world.log.warning(`Not everything that no release needs any more was pruned; the next run goes on. ${why}`)
  }
}

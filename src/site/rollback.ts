// The story of a rollback: an earlier release becomes a new one, from copies that lie in the bucket.

import { Failure } from '../shared/failure.ts'
import type { Lease } from '../shared/lease.ts'
import { claimSituation, isStillSo } from './claiming.ts'
import { goLive } from './go-live.ts'
import { hasWork } from './plan/plan.ts'
import { nextSequence } from './plan/release.ts'
import { originOf, rollbackTarget } from './plan/rollback.ts'
import { type Planned, planRestored, planSteadily } from './planning.ts'
import type { World } from './ports.ts'
import { recordCurrent } from './publish/record.ts'
import type { SiteInputs } from './read/inputs.ts'
import { type Live, readLive } from './read/live.ts'
import { readReleases } from './read/releases.ts'
import type { PastRelease, ReleaseRecord, Situation } from './record-model.ts'
import { type Account, noteLive } from './report/account.ts'
import { releaseLine } from './report/releases.ts'
import { siteUrl, tellPlan } from './telling.ts'
import { whileLeased } from './writing.ts'

/** Puts an earlier release back and holds the site. With `mode: plan` it ends where writing would begin. */
export async function rollBackSite(inputs: SiteInputs, world: World, account: Account): Promise<void> {
  const { watch } = account
  const live = await watch.phase('Read', () => readLive(inputs, world))
  account.url = siteUrl(inputs, live)
  noteLive(account, live.situation, nextSequence(live.situation))
  const back: Back = { live, inputs, world, account }
  const forecast = await watch.phase('Plan', async () => {
    const planned = await plannedFrom(live.situation, back)
    tellPlan(planned, inputs, world)
    return planned
  })
  if (inputs.mode === 'plan') account.outcome = 'planned'
  else await whileLeased(world, live.seen, (lease) => rollBackLeased(lease, forecast, back))
}

interface Back {
  readonly live: Live
  readonly inputs: SiteInputs
  readonly world: World
  readonly account: Account
}

type Target = Pick<PastRelease, 'sequence' | 'provenance' | 'time'>

type Restoring = Planned & { readonly target: Target }

async function plannedFrom(situation: Situation, back: Back): Promise<Restoring> {
  if (situation.recorded === undefined) throw notRecorded(back.inputs)
  const unfinished = await planOfUnfinished(situation, back)
  const target =
    unfinished === undefined ? rollbackTarget(situation.current, back.inputs.release) : situation.current.live
  back.world.log.info(`Back to ${releaseLine(target)}`)
  const planned = unfinished ?? (await planOf(target.sequence, situation, back))
  back.account.plan = planned.plan
  back.account.wanted = planned.wanted
  return { ...planned, target }
}

/**
 * Where a release was begun and not finished, and visitors may see some of it, what is to be had back is the release
 * that is recorded as live.
 */
async function planOfUnfinished(situation: Situation, back: Back): Promise<Planned | undefined> {
  const { open, current } = situation
  if (open.length === 0 || (back.inputs.release ?? current.live.sequence) !== current.live.sequence) return undefined
  const planned = await planRestoring(current.live, situation, back)
  const isSeen = planned.plan.stages.some(({ wave }) => wave === 'switch') || planned.plan.lastStage.steps.length > 0
  return isSeen ? planned : undefined
}

async function planOf(sequence: number, situation: Situation, back: Back): Promise<Planned> {
  const [release] = await readReleases([sequence], back.inputs, back.world)
  if (release === undefined) throw new Error(`release ${sequence} was not read`)
  return await planRestoring(release, situation, back)
}

async function planRestoring(
  release: ReleaseRecord,
  first: Situation,
  { inputs, world, live }: Back,
): Promise<Planned> {
  return await planSteadily(first, inputs, world, (situation) =>
    planRestored(release, situation, live.distributions, inputs, world),
  )
}

function notRecorded({ bucket, prefix }: SiteInputs): Failure {
  return new Failure('Could not roll back', {
    why: `no release of s3://${bucket}/${prefix} is recorded`,
    hint: 'Check the inputs `bucket`, `prefix` and `state`; the first deploy begins to record.',
  })
}

async function forecastAgain(lease: Lease, back: Back): Promise<Restoring> {
  const situation = await claimSituation(lease, back.inputs, back.world)
  noteLive(back.account, situation, nextSequence(situation))
  return await plannedFrom(situation, back)
}

async function rollBackLeased(lease: Lease, forecast: Restoring, back: Back): Promise<void> {
  const { inputs, world, account, live } = back
  const planned = isStillSo(live, forecast.situation, lease) ? forecast : await forecastAgain(lease, back)
  const { target, situation } = planned
  const { current } = situation
  const hold = holdOf(current.live, target, world)
  const { commit, ref } = target.provenance
  const intent = {
    source: { commit, ref },
    restores: originOf(target.sequence, current),
    hold,
    leaves: target.sequence !== current.live.sequence,
  }
  if (hasWork(planned.plan, situation, inputs.purge)) {
    const replan = (later: Situation): Promise<Planned> => planOf(target.sequence, later, back)
    await goLive(planned, { inputs, world, account, lease, intent, distributions: live.distributions, replan })
  } else {
    const record = { ...current, hold, fence: lease.fence }
    await recordCurrent(record, situation.recorded, world, lease.verify)
    account.current = record
  }
  account.isRolledBack = true
  account.outcome = 'rolled-back'
}

function holdOf(live: ReleaseRecord, target: Target, { run, state }: World) {
  return {
    actor: run.provenance.actor,
    time: new Date(state.now()).toISOString(),
    run: run.url,
    reason: `rolled back from release ${live.sequence} to release ${target.sequence}`,
  }
}

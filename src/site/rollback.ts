// The story of a rollback: an earlier release becomes a new one, from copies that lie in the bucket.

import { Failure } from '../shared/failure.ts'
import type { Lease } from '../shared/lease.ts'
import { goLive } from './go-live.ts'
import type { PastRelease, ReleaseRecord, Situation } from './model.ts'
import { hasWork } from './plan/plan.ts'
import { nextSequence } from './plan/release.ts'
import { originOf, rollbackTarget } from './plan/rollback.ts'
import { type Planned, planRestored } from './planning.ts'
import type { World } from './ports.ts'
import { recordCurrent } from './publish/record.ts'
import type { SiteInputs } from './read/inputs.ts'
import { type Live, readLive } from './read/live.ts'
import { readReleases, readSituation } from './read/situation.ts'
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
  await watch.phase('Plan', async () => tellPlan((await plannedFrom(live.situation, back)).planned, inputs, world))
  if (inputs.mode === 'plan') account.outcome = 'planned'
  else await whileLeased(world, (lease) => rollBackLeased(lease, back))
}

interface Back {
  readonly live: Live
  readonly inputs: SiteInputs
  readonly world: World
  readonly account: Account
}

interface PlannedBack {
  readonly planned: Planned
  readonly target: PastRelease
}

async function plannedFrom(situation: Situation, back: Back): Promise<PlannedBack> {
  const { inputs, world, account, live } = back
  const { target, release } = await releaseToRestore(situation, back)
  world.log.info(`Back to ${releaseLine(target)}, until ${target.ended}`)
  const planned = await planRestored(release, situation, live.distributions, inputs, world)
  account.plan = planned.plan
  return { planned, target }
}

async function releaseToRestore(situation: Situation, { inputs, world }: Back) {
  if (situation.recorded === undefined) {
    throw new Failure('Could not roll back', {
      why: `no release of s3://${inputs.bucket}/${inputs.prefix} is recorded`,
      hint: 'Check the inputs `bucket`, `prefix` and `state`; the first deploy begins to record.',
    })
  }
  const target = rollbackTarget(situation.current, inputs.release)
  const [release] = await readReleases([target.sequence], inputs, world)
  if (release === undefined) throw new Error(`release ${target.sequence} was not read`)
  return { target, release }
}

async function rollBackLeased(lease: Lease, back: Back): Promise<void> {
  const { inputs, world, account, live } = back
  const situation = await readSituation(inputs, world, 'all')
  noteLive(account, situation, nextSequence(situation))
  const { current } = situation
  const { planned, target } = await plannedFrom(situation, back)
  const hold = holdOf(current.live, target, world)
  const { commit, ref } = target.provenance
  const intent = { source: { commit, ref }, restores: originOf(target.sequence, current), hold, leaves: true }
  if (hasWork(planned.plan, situation, inputs.purge)) {
    const replan = async (later: Situation): Promise<Planned> => (await plannedFrom(later, back)).planned
    await goLive(planned, { inputs, world, account, lease, intent, distributions: live.distributions, replan })
  } else {
    const record = { ...current, hold, fence: lease.fence }
    await recordCurrent(record, situation.recorded, world, lease.verify)
    account.current = record
  }
  account.isRolledBack = true
  account.outcome = 'rolled-back'
}

function holdOf(live: ReleaseRecord, target: PastRelease, { run, state }: World) {
  return {
    actor: run.provenance.actor,
    time: new Date(state.now()).toISOString(),
    run: run.url,
    reason: `rolled back from release ${live.sequence} to release ${target.sequence}`,
  }
}

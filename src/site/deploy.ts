// The story of a deploy: read, describe, plan, publish, report.

import type { Lease } from '../shared/lease.ts'
import { together } from '../shared/together.ts'
import { claimSituation, isStillSo } from './claiming.ts'
import { describeRelease, type Release } from './describe/release.ts'
import type { BuiltSite } from './file-model.ts'
import { goLive } from './go-live.ts'
import { hasWork } from './plan/plan.ts'
import { nextSequence } from './plan/release.ts'
import { type Planned, planAssets, planSteadily } from './planning.ts'
import type { World } from './ports.ts'
import { recordCurrent } from './publish/record.ts'
import type { SiteInputs } from './read/inputs.ts'
import { type Live, readLive } from './read/live.ts'
import type { Found, ReadSite } from './read/site.ts'
import type { CurrentRecord, Situation } from './record-model.ts'
import { type Account, noteLive } from './report/account.ts'
import { siteUrl, tellPlan, tellPlanAgain, tellPublicState, tellRelease } from './telling.ts'
import { tellVerdict, type Verdict, verdictOn } from './verdict.ts'
import { whileLeased } from './writing.ts'

/**
 * Makes the bucket serve the built site, and CloudFront fetch what changed. With `mode: plan` it ends where writing
 * would begin. What happens is noted in the account, which outlives a failure.
 */
export async function deploySite(inputs: SiteInputs, read: ReadSite, world: World, account: Account): Promise<void> {
  const { release, live, judging } = await described(inputs, read, world, account)
  const deploy: Deploy = { release, live, inputs, world, account }
  const forecast = await account.watch.phase('Plan', async () => {
    const planned = await plannedFrom(live.situation, deploy)
    tellPlan(planned, inputs, world)
    return planned
  })
  const verdict = await judging
  if (inputs.mode === 'plan') {
    tellVerdict(verdict, world)
    account.outcome = 'planned'
  } else if (isStopped(verdict, deploy)) tellVerdict(verdict, world)
  else if (isDone(forecast, deploy)) account.outcome = 'unchanged'
  else await whileLeased(world, live.seen, (lease) => deployLeased(lease, { ...forecast, verdict }, deploy))
}

/** What was read of the files is let go of here: a frame that waits holds all that it ever named. */
async function described(inputs: SiteInputs, read: ReadSite, world: World, account: Account) {
  const { watch } = account
  const [site, live] = await watch.phase('Read', () => readBoth(inputs, read, world))
  account.url = siteUrl(inputs, live)
  tellPublicState(inputs, live, world)
  noteLive(account, live.situation, nextSequence(live.situation))
  const judging = begun(verdictOn(live.situation.current, inputs, world))
  const release = await watch.phase('Describe', async () => tellRelease(describeRelease(site, inputs), world))
  return { release, live, judging }
}

/** The bucket is listed by the paths of the files as soon as they are found. */
async function readBoth(inputs: SiteInputs, read: ReadSite, world: World): Promise<readonly [BuiltSite, Live]> {
  let found: Found = () => {}
  const paths = new Promise<readonly string[]>((resolve) => {
    found = resolve
  })
  const reading = read(found).finally(() => found([]))
  return await together([reading, readLive(inputs, world, paths)])
}

/** GitHub is asked while there is other work; a failure is told by who awaits the answer. */
function begun<Answer>(answer: Promise<Answer>): Promise<Answer> {
  answer.catch(() => undefined)
  return answer
}

/** A plan, and whether it may become true. */
type Forecast = Planned & { readonly verdict: Verdict }

interface Deploy {
  readonly release: Release
  readonly live: Live
  readonly inputs: SiteInputs
  readonly world: World
  readonly account: Account
}

async function plannedFrom(first: Situation, { release, live, inputs, world, account }: Deploy): Promise<Planned> {
  const planned = await planSteadily(first, inputs, world, (situation) =>
    planAssets(release.assets, situation, live.distributions, inputs, world),
  )
  account.plan = planned.plan
  account.wanted = planned.wanted
  return planned
}

/** A hold, or a newer release: then nothing is written. */
function isStopped({ outcome }: Verdict, { account }: Deploy): boolean {
  if (outcome === 'go') return false
  account.outcome = outcome
  return true
}

/** Is everything as it is wanted, and recorded as this commit's? */
function isDone(planned: Planned, deploy: Deploy): boolean {
  const { commit } = planned.situation.current.live.provenance
  return isLive(planned, deploy) && commit === deploy.world.run.provenance.commit
}

function isLive({ plan, situation }: Planned, { inputs }: Deploy): boolean {
  return situation.recorded !== undefined && !hasWork(plan, situation, inputs.purge)
}

/** Everything is decided again from what is there once nobody else can write, unless it cannot have changed. */
async function deployLeased(lease: Lease, forecast: Forecast, deploy: Deploy): Promise<void> {
  const { inputs, world, account, live } = deploy
  const holds = isStillSo(live, forecast.situation, lease)
  const planned = holds ? forecast : await forecastAgain(lease, forecast, deploy)
  tellVerdict(planned.verdict, world)
  if (isStopped(planned.verdict, deploy)) return
  if (isLive(planned, deploy)) {
    if (!isDone(planned, deploy)) account.current = await recordCommit(planned.situation, lease, world)
    account.outcome = 'unchanged'
    return
  }
  const intent = { source: world.run.provenance, restores: undefined, hold: undefined, leaves: false }
  const replan = (later: Situation): Promise<Planned> => plannedFrom(later, deploy)
  await goLive(planned, { inputs, world, account, lease, intent, distributions: live.distributions, replan })
  account.outcome = 'deployed'
}

/** What does not go live any more is not planned again. */
async function forecastAgain(lease: Lease, forecast: Forecast, deploy: Deploy): Promise<Forecast> {
  const { inputs, world, account } = deploy
  const situation = await claimSituation(lease, inputs, world)
  noteLive(account, situation, nextSequence(situation))
  const verdict = await verdictOn(situation.current, inputs, world)
  if (verdict.outcome !== 'go') return { ...forecast, verdict }
  const planned = await plannedFrom(situation, deploy)
  tellPlanAgain(planned, forecast, world)
  return { ...planned, verdict }
}

/** The same content and headers under another commit: the record advances, and nothing else is touched. */
async function recordCommit({ current, recorded }: Situation, lease: Lease, world: World): Promise<CurrentRecord> {
  const live = { ...current.live, provenance: world.run.provenance }
  world.log.info(`Release ${live.sequence} is that of commit ${live.provenance.commit.slice(0, 7)}, too`)
  const record = { ...current, live, fence: lease.fence }
  await recordCurrent(record, recorded, world, lease.verify)
  return record
}

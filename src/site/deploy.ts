// The story of a deploy: read, describe, plan, publish, report.

import { together } from '../shared/together.ts'
import { describeRelease, type Release } from './describe/release.ts'
import type { Plan, Stage } from './model.ts'
import { compare, rehashed, settled } from './plan/compare.ts'
import { planDeploy } from './plan/plan.ts'
import type { World } from './ports.ts'
import { refresh } from './publish/refresh.ts'
import { publish } from './publish/stages.ts'
import type { SiteInputs } from './read/inputs.ts'
import { type Live, readHeaders, readLive } from './read/live.ts'
import { readSite } from './read/site.ts'
import type { Account } from './report/account.ts'
import { cachingLines, planLines, rehashedWarnings } from './report/lines.ts'

/**
 * Makes the bucket serve the built site, and CloudFront fetch what changed. With `mode: plan` it ends where writing
 * would begin. What happens is noted in the account, which outlives a failure.
 */
export async function deploySite(inputs: SiteInputs, workspace: string, world: World, account: Account): Promise<void> {
  const { watch } = account
  const [site, live] = await watch.phase('Read', () =>
    together([readSite(inputs, workspace, world), readLive(inputs, world)]),
  )
  account.url = siteUrl(inputs, live)
  const release = await watch.phase('Describe', async () => described(describeRelease(site, inputs), world))
  const plan = await watch.phase('Plan', () => planned(release, live, inputs, world))
  account.plan = plan
  if (inputs.mode === 'plan') account.outcome = 'planned'
  else if (!hasChanges(plan)) account.outcome = 'unchanged'
  else {
    const publishing = { concurrency: inputs.concurrency, tally: account.tally, refreshes: plan.refreshes }
    await watch.phase('Publish', () => publish(plan.stages, world, publishing))
    await watch.phase('Refresh', () => refreshAll(plan, inputs, world, account))
    account.outcome = 'deployed'
  }
}

/** The first host name, unless the caller knows better. */
function siteUrl({ urls }: SiteInputs, { distributions: [first] }: Live): string {
  const host = first?.aliases.find((alias) => !alias.startsWith('*')) ?? first?.domainName ?? ''
  return urls[0] ?? (host === '' ? '' : `https://${host}`)
}

function described(release: Release, { log }: World): Release {
  for (const line of cachingLines(release.assets)) log.info(line)
  for (const notice of release.notices) log.notice(notice)
  for (const warning of release.warnings) log.warning(warning)
  return release
}

async function planned(release: Release, live: Live, inputs: SiteInputs, world: World): Promise<Plan> {
  const comparison = compare(release.assets, live.objects)
  const sameSize = [...comparison.same, ...comparison.doubtful].map((match) => match.live)
  const headers = await readHeaders(sameSize, world, inputs.concurrency)
  const known = settled(comparison, headers)
  const plan = planDeploy(release.assets, known, headers, { ...inputs, distributions: live.distributions })
  for (const line of planLines(plan)) world.log.info(line)
  for (const warning of rehashedWarnings(rehashed(known))) world.log.warning(warning)
  return plan
}

/** CloudFront first, then the worker's manifest, then CloudFront for that: no edge may answer it with older files. */
async function refreshAll(plan: Plan, inputs: SiteInputs, world: World, account: Account): Promise<void> {
  const stages = [...plan.stages, plan.lastStage]
  const end = world.clock.monotonic() + inputs.wait
  const round = { content: contentOf(stages), end, made: account.refreshed }
  await refresh(plan.refreshes, round, world)
  if (plan.lastStage.changes.length === 0) return
  const publishing = { concurrency: inputs.concurrency, tally: account.tally, refreshes: plan.lastRefreshes }
  await publish([plan.lastStage], world, publishing)
  await refresh(plan.lastRefreshes, round, world)
}

function hasChanges({ stages, lastStage }: Plan): boolean {
  return stages.length + lastStage.changes.length > 0
}

function contentOf(stages: readonly Stage[]): string {
  return stages.flatMap(({ changes }) => changes.map(({ asset }) => asset.key + asset.sha256)).join('\n')
}

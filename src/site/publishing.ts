// The waves that visitors may see something of.

import { createHash } from 'node:crypto'
import type { Distribution } from './distribution-model.ts'
import type { Wanted } from './file-model.ts'
import type { Plan } from './model.ts'
import { proveNewBytes } from './new-bytes.ts'
import type { Planned } from './planning.ts'
import { refresh } from './publish/refresh.ts'
import { publish } from './publish/stages.ts'
import type { Written } from './publish/written.ts'
import type { Situation } from './record-model.ts'
import type { Recording } from './recording.ts'
import type { Account } from './report/account.ts'
import type { Lookout } from './verifying.ts'

/** Everything that a release begins with. */
export interface Beginning extends Recording {
  readonly account: Account
  readonly distributions: readonly Distribution[]
  /** Plans again, where somebody else changed the site meanwhile. */
  readonly replan: (situation: Situation) => Promise<Planned>
}

/** Everything that a release goes live with. */
export interface Going extends Beginning {
  /** From where the site is looked at. */
  readonly lookouts: readonly Lookout[]
}

/** Adds, switches and refreshes. */
export async function publishWaves(planned: Planned, written: Written, going: Going): Promise<void> {
  const { account, world } = going
  await account.watch.phase('Publish', () => publish(planned.plan.stages, world, publishingOf(going, written)))
  await account.watch.phase('Refresh', () => refreshAll(planned, written, going))
}

/** The same where a refresh that fails must not keep the rest from going back. Answers why it failed. */
export async function publishWavesAnyhow(planned: Planned, written: Written, going: Going): Promise<unknown> {
  const publishing = publishingOf(going, written)
  await publish(planned.plan.stages, going.world, publishing)
  try {
    await refreshAll(planned, written, going)
    return undefined
  } catch (error) {
    if (going.world.gate.signal.aborted) throw error
    await publish([planned.plan.lastStage], going.world, publishing)
    return error
  }
}

/** CloudFront first, then the worker's manifest, then CloudFront for that: no edge may answer it with older files. */
async function refreshAll({ plan, wanted }: Planned, written: Written, going: Going): Promise<void> {
  const { account, inputs, world } = going
  const content = hasRefresh(plan) ? digestOf(wanted) : ''
  const round = { content, end: world.clock.monotonic() + inputs.wait, made: account.refreshed }
  await refresh(plan.refreshes, round, world)
  if (plan.lastStage.steps.length === 0) return
  if (account.refreshed.some(({ status }) => status === 'in-progress')) await proveNewBytes(plan, going.lookouts, world)
  await publish([plan.lastStage], world, publishingOf(going, written))
  await refresh(plan.lastRefreshes, round, world)
}

function hasRefresh({ refreshes, lastRefreshes }: Plan): boolean {
  return refreshes.length + lastRefreshes.length > 0
}

function digestOf(wanted: readonly Wanted[]): string {
  const hash = createHash('sha256')
  for (const { key, sha256 } of wanted) hash.update(`${key} ${sha256}\n`)
  return hash.digest('hex')
}

export function publishingOf({ account, inputs, lease }: Beginning, written: Written) {
  return { concurrency: inputs.concurrency, tally: account.tally, written, verifyLease: lease.verify }
}

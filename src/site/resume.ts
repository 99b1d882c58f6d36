// The story of a resume: the hold is lifted, and nothing is published.

import { claimSituation } from './claiming.ts'
import { nextSequence } from './plan/release.ts'
import type { World } from './ports.ts'
import { recordCurrent } from './publish/record.ts'
import type { SiteInputs } from './read/inputs.ts'
import { readSituation } from './read/situation.ts'
import { type Account, noteLive } from './report/account.ts'
import { whileLeased } from './writing.ts'

export async function resumeSite(inputs: SiteInputs, world: World, account: Account): Promise<void> {
  const first = await account.watch.phase('Read', () => readSituation(inputs, world, 'open'))
  noteLive(account, first, nextSequence(first))
  const { current } = first
  if (current.hold === undefined) {
    world.log.notice('Deploys are not held; there is nothing to resume.')
    account.outcome = 'unchanged'
    return
  }
  await whileLeased(world, undefined, async (lease) => {
    const situation = await claimSituation(lease, inputs, world)
    const record = { ...situation.current, hold: undefined, fence: lease.fence }
    await recordCurrent(record, situation.recorded, world, lease.verify)
    account.current = record
    world.log.info(`Deploys go on: ${current.hold?.actor} ${current.hold?.reason} at ${current.hold?.time}`)
  })
  account.outcome = 'resumed'
}

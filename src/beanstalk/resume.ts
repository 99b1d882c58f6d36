// The story of a resume: the hold is lifted, and nothing is deployed.

import { open } from './opening.ts'
import type { World } from './ports.ts'
import type { ApiInputs } from './read/inputs.ts'
import type { Account } from './report/account.ts'
import { whileLeased } from './writing.ts'

export async function resumeApi(inputs: ApiInputs, world: World, account: Account): Promise<void> {
  const opened = await account.watch.phase('Read', () => open(inputs, world, account))
  if (opened === undefined) return
  if (opened.recorded.history.hold === undefined) {
    world.log.notice('Deploys are not held; there is nothing to resume.')
    account.outcome = 'unchanged'
    return
  }
  await whileLeased({ inputs, world, account, storage: opened.storage }, async ({ book }) => {
    const { hold } = book.history()
    await book.write({ ...book.history(), hold: undefined })
    if (hold !== undefined) world.log.info(`Deploys go on: ${hold.actor} ${hold.reason} at ${hold.time}`)
  })
  account.outcome = 'resumed'
}

// The story of a plan without AWS: the build is read and described, and compared with nothing.

import type { Stranger } from '../shared/pull-request.ts'
import { describeRelease } from './describe/release.ts'
import type { World } from './ports.ts'
import type { SiteInputs } from './read/inputs.ts'
import type { ReadSite } from './read/site.ts'
import type { Account } from './report/account.ts'
import { blindSentence } from './report/build.ts'
import { tellRelease } from './telling.ts'

export async function previewSite(
  inputs: SiteInputs,
  read: ReadSite,
  world: World,
  account: Account,
  stranger: Stranger | undefined,
): Promise<void> {
  const { watch } = account
  account.blind = blindSentence(stranger)
  account.url = inputs.urls[0] ?? ''
  const site = await watch.phase('Read', read)
  const release = await watch.phase('Describe', async () => tellRelease(describeRelease(site, inputs), world))
  account.wanted = release.assets
  account.outcome = 'planned'
  world.log.notice(account.blind)
}

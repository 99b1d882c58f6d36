// The beginning of every story: the environment, its history, and all that forbids to go on.

import { together } from '../shared/together.ts'
import { apiUrl } from './describe/address.ts'
import { accountOf, ownBucket } from './describe/bucket.ts'
import type { Environment, Fleet, Recorded } from './model.ts'
import type { Storage, World } from './ports.ts'
import { checkAccount, findCaller } from './read/caller.ts'
import { checkTag, findEnvironment } from './read/environment.ts'
import { readRecorded } from './read/history.ts'
import type { ApiInputs } from './read/inputs.ts'
import { tellState } from './read/preflight.ts'
import type { Account } from './report/account.ts'
import { environmentLine } from './report/words.ts'
import { noteEnvironment, tellInstances } from './telling.ts'

/** What is known before anything is written. */
export interface Opened {
  readonly environment: Environment
  readonly fleet: Fleet | undefined
  readonly storage: Storage
  readonly recorded: Recorded
}

/** Undefined where the environment is switched off, and that is no mistake; then the outcome is noted. */
export async function open(inputs: ApiInputs, world: World, account: Account): Promise<Opened | undefined> {
  const [found, looked] = await Promise.allSettled([findCaller(inputs, world), look(inputs, world, account)])
  // Credentials that nobody takes make everything else fail as well, and there is one thing to mend.
  if (found.status === 'rejected') throw found.reason
  account.caller = found.value
  if (looked.status === 'rejected') throw looked.reason
  if (looked.value !== undefined) checkAccount(found.value, looked.value.environment, inputs)
  return looked.value
}

async function look(inputs: ApiInputs, world: World, account: Account): Promise<Opened | undefined> {
  const environment = await findEnvironment(inputs, world)
  if (environment === undefined) {
    account.outcome = 'absent'
    return undefined
  }
  account.labelBefore = environment.label
  account.url = apiUrl(inputs.verifyUrl, environment)
  noteEnvironment(account, environment, undefined, world.clock.monotonic())
  world.log.info(
    `Account ${accountOf(environment.arn)}: ${environment.name} (${environment.id}) is ${environmentLine(environment)}`,
  )
  const storage = storageFor(inputs, environment, world)
  const [, , fleet, recorded] = await together([
    checkTag(inputs, environment, world),
    tellState(inputs, environment, world),
    world.beanstalk.fleet(environment),
    readRecorded(storage.state, inputs.application, inputs.environment),
  ])
  tellInstances(fleet, world)
  noteEnvironment(account, environment, fleet, world.clock.monotonic())
  account.history = recorded.history
  return { environment, fleet, storage, recorded }
}

function storageFor({ bucket, region }: ApiInputs, environment: Environment, world: World): Storage {
  if (bucket !== '') return world.storage(bucket, accountOf(environment.arn))
  const own = ownBucket(environment, region)
  world.log.warning(
    `Bundles and the history of deploys lie in ${own}, to which the instances of the account’s environments can write. ` +
      'Name a bucket of your own in `bucket`.',
  )
  return world.storage(own, accountOf(environment.arn))
}

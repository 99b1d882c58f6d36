// Who deploys, and into which account: told before anything else can fail for it.

import { within } from '../../shared/bounded.ts'
import { Failure } from '../../shared/failure.ts'
import { accountOf } from '../describe/bucket.ts'
import { couldNot, doing } from '../describe/undertaking.ts'
import type { Caller, Environment } from '../model.ts'
import type { World } from '../ports.ts'
import type { ApiInputs } from './inputs.ts'

/** Milliseconds; who it is is good to know, and not worth waiting longer. */
const PATIENCE = 5_000

/** Undefined where STS cannot be reached. @throws {Failure} for credentials that are missing, have expired or are refused. */
export async function findCaller(
  inputs: ApiInputs,
  world: Pick<World, 'caller' | 'log' | 'wallClock'>,
): Promise<Caller | undefined> {
  // An open request would keep the process alive when all is done.
  const over = new AbortController()
  const asked = await within(PATIENCE, world.wallClock, world.caller(over.signal)).finally(() => over.abort())
  if (asked?.kind !== 'known') {
    const why = asked?.why ?? `no answer in ${PATIENCE / 1000} s`
    world.log.notice(`Who this run is for AWS was not found out: STS could not be asked (${why}).`)
    return undefined
  }
  const { arn, account } = asked.caller
  world.log.info(`${doing(inputs)} as ${arn} in account ${account}`)
  return asked.caller
}

/** @throws {Failure} where the environment is another account's. */
export function checkAccount(caller: Caller | undefined, { name, arn }: Environment, inputs: ApiInputs): void {
  const owner = accountOf(arn)
  if (caller === undefined || owner === '' || caller.account === owner) return
  throw new Failure(couldNot(inputs), {
    why: `${name} is in account ${owner}, and the credentials are of account ${caller.account} (${caller.arn})`,
    hint: 'Nothing was changed. Check `role-to-assume` of aws-actions/configure-aws-credentials, and the input `environment`.',
  })
}

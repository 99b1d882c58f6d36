// What is looked at before anything is written, so that a run that cannot end well does not begin.

import { Failure } from '../../shared/failure.ts'
import { ageOf } from '../../shared/printable.ts'
import type { Environment, Quota } from '../model.ts'
import type { World } from '../ports.ts'
import type { ApiInputs } from './inputs.ts'
import { busyWith } from './ready.ts'

/** From this share on the quota of versions is warned about. */
const NEARLY_FULL = 0.8

/** Tells what people should know before; what may not be looked at is a notice. */
export async function tellState(inputs: ApiInputs, environment: Environment, world: World): Promise<void> {
  const { log, beanstalk } = world
  if (environment.status !== 'Ready') log.info(`${environment.name} is busy: ${await busyWith(environment, world)}`)
  const actions = await beanstalk.managedActions(environment)
  if (actions === undefined) {
    log.notice('Managed updates were not looked at: the role lacks elasticbeanstalk:DescribeEnvironmentManagedActions.')
  }
  for (const { description, status, window } of actions ?? []) {
    const when = window === '' ? '' : `, from ${window.slice(0, 16).replace('T', ' ')} UTC on`
    log.notice(
      `AWS has a managed update for ${environment.name}: ${description} (${status}${when}). A deploy waits for it.`,
    )
  }
  await tellSession(inputs, world)
}

/** A deploy may take as long as its bound, and the return once more. */
async function tellSession({ timeout }: ApiInputs, { beanstalk, log, now }: World): Promise<void> {
  const end = await beanstalk.credentialsEnd()
  const left = end === undefined ? Number.POSITIVE_INFINITY : end - now()
  if (left >= 2 * timeout) return
  log.warning(
    `The credentials end in ${ageOf(left)}, and this run may take ${ageOf(2 * timeout)} where the version has to be taken back. ` +
      'Raise role-duration-seconds of aws-actions/configure-aws-credentials, or lower `timeout`.',
  )
}

/** A full quota refuses a version that is to be made. @throws {Failure} */
export async function checkQuota(application: string, { beanstalk, log }: World): Promise<void> {
  const quota = await beanstalk.versionQuota()
  if (quota === undefined) {
    log.notice('The quota of versions was not looked at: the role lacks elasticbeanstalk:DescribeAccountAttributes.')
    return
  }
  if (quota.used >= quota.most) {
    throw new Failure('Could not create a version', {
      why: `the quota of application versions is full: ${fullness(quota)}`,
      hint: `Nothing was changed. Delete versions that nobody needs, or let AWS do it: ${lifecycle(application)}`,
    })
  }
  if (quota.used >= NEARLY_FULL * quota.most) {
    log.warning(`The quota of application versions is nearly full: ${fullness(quota)}. ${lifecycle(application)}`)
  }
}

function fullness({ used, most }: Quota): string {
  return `${used} of ${most}, over all applications of the region`
}

/** Needs a role that Elastic Beanstalk may take. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/applications-lifecycle.html */
function lifecycle(application: string): string {
  const config =
    '{"ServiceRole":"<ARN of aws-elasticbeanstalk-service-role>","VersionLifecycleConfig":{"MaxCountRule":{"Enabled":true,"MaxCount":100,"DeleteSourceFromS3":false}}}'
  return `aws elasticbeanstalk update-application-resource-lifecycle --application-name ${JSON.stringify(application)} --resource-lifecycle-config '${config}'`
}

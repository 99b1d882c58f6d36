import type { EnvironmentDescription, EnvironmentDescriptionsMessage } from '@aws-sdk/client-elastic-beanstalk'

import type { Answer } from './answer.ts'
import { type Ask, environmentIn } from './ask.ts'
import { cnameOf, type Environment, labelOf } from './environment.ts'
import { colorOfAll, healthOf } from './health.ts'
import { pageOf } from './page.ts'
import { booleanIn, listIn, timeIn } from './query.ts'
import { invalidState, invalidValue } from './refusals.ts'
import { abort, update } from './update.ts'
import { statusOf } from './version.ts'
import { environmentsNow, REGION, versionNamed } from './world.ts'

/** How long one that is terminated stays in the list of who does not say otherwise. */
const HOUR = 3_600_000

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_DescribeEnvironments.html */
export function describeEnvironments(ask: Ask): Answer<EnvironmentDescriptionsMessage> {
  const { world, parameters } = ask
  const [names, ids] = [listIn(parameters, 'EnvironmentNames'), listIn(parameters, 'EnvironmentIds')]
  const isShown = shownBy(ask)
  const found = environmentsNow(world).filter(
    (environment) =>
      isShown(environment) &&
      (names === undefined || names.includes(environment.name)) &&
      (ids === undefined || ids.includes(environment.id)) &&
      (parameters.ApplicationName ?? environment.settings.application) === environment.settings.application &&
      (parameters.VersionLabel ?? labelOf(environment)) === labelOf(environment),
  )
  const { items, next } = pageOf(found, parameters)
  return { Environments: items.map(told), NextToken: next }
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_UpdateEnvironment.html */
export function updateEnvironment(ask: Ask): Answer<EnvironmentDescription> {
  const { world, parameters, now, request } = ask
  const environment = environmentIn(ask)
  refuseOtherApplication(ask, environment)
  const label = parameters.VersionLabel
  const version = label === undefined ? undefined : versionNamed(world, environment.settings.application, label)
  if (version !== undefined && !['UNPROCESSED', 'PROCESSED'].includes(statusOf(version, now))) {
    throw invalidValue(`Application version '${label}' is unusable and cannot be used with an environment.`)
  }
  if (label === undefined) return told(environment)
  update(world, environment, { label, request })
  return told(environment)
}

export function abortEnvironmentUpdate(ask: Ask): undefined {
  const environment = environmentIn(ask)
  if (environment.operation?.abortable !== true) throw invalidState(environment.name, 'Updating')
  abort(environment, ask.now)
}

function shownBy({ parameters, now }: Ask): (environment: Environment) => boolean {
  const deleted = booleanIn(parameters, 'IncludeDeleted')
  const since = timeIn(parameters, 'IncludedDeletedBackTo') ?? (deleted ? 0 : now - HOUR)
  return ({ terminated }) => terminated === undefined || (deleted !== false && terminated >= since)
}

function refuseOtherApplication({ parameters }: Ask, { name, settings }: Environment): void {
  if ((parameters.ApplicationName ?? settings.application) === settings.application) return
  throw invalidValue(`No Environment found for EnvironmentName = '${name}'.`)
}

function told(environment: Environment): Answer<EnvironmentDescription> {
  const { name, id, arn, settings, status, created, updated, operation } = environment
  const cname = cnameOf(environment)
  return {
    EnvironmentName: name,
    EnvironmentId: id,
    ApplicationName: settings.application,
    VersionLabel: labelOf(environment),
    SolutionStackName: '64bit Amazon Linux 2023 v6.6.4 running Node.js 22',
    PlatformArn: `arn:aws:elasticbeanstalk:${REGION}::platform/Node.js 22 running on 64bit Amazon Linux 2023/6.6.4`,
    EndpointURL: cname && endpointOf(environment),
    CNAME: cname,
    DateCreated: new Date(created),
    DateUpdated: new Date(updated),
    Status: status,
    AbortableOperationInProgress: operation?.abortable === true && status === 'Updating',
    Health: colorOfAll(environment),
    HealthStatus: settings.health === 'enhanced' ? healthOf(environment).status : undefined,
    Tier: tierOf(environment),
    EnvironmentLinks: [],
    EnvironmentArn: arn,
  }
}

/** A single instance is reached by its own address. */
function endpointOf({ id, settings }: Environment): string {
  return settings.type === 'SingleInstance' ? '203.0.113.7' : `awseb--AWSEB-${id.slice(2)}.${REGION}.elb.amazonaws.com`
}

function tierOf({ settings }: Environment) {
  return settings.tier === 'Worker'
    ? { Name: 'Worker', Type: 'SQS/HTTP', Version: '3.0' }
    : { Name: 'WebServer', Type: 'Standard', Version: '1.0' }
}

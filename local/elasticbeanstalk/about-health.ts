import type {
  DescribeEnvironmentHealthResult,
  DescribeInstancesHealthResult,
  SingleInstanceHealth,
} from '@aws-sdk/client-elastic-beanstalk'

import type { Answer } from './answer.ts'
import { type Ask, environmentIn } from './ask.ts'
import type { Environment, Instance } from './environment.ts'
import { colorOf, type HealthStatus, healthOf, healthOfInstance } from './health.ts'
import { listIn } from './query.ts'
import { invalidRequest } from './refusals.ts'

/** Enhanced health is looked at this often: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced.html */
const REFRESH = 10_000

export function describeEnvironmentHealth(ask: Ask): Answer<DescribeEnvironmentHealthResult> {
  const environment = enhancedIn(ask, 'DescribeEnvironmentHealth')
  const { status, causes } = healthOf(environment)
  const counted = environment.instances.map((instance) => healthOfInstance(environment, instance).status)
  const told = {
    HealthStatus: status,
    Status: environment.status,
    Color: colorOf(status),
    Causes: causes,
    ApplicationMetrics: { RequestCount: 0 },
    InstancesHealth: summaryOf(counted),
    RefreshedAt: refreshed(ask.now),
  }
  return { EnvironmentName: environment.name, ...asked(ask, told) }
}

export function describeInstancesHealth(ask: Ask): Answer<DescribeInstancesHealthResult> {
  const environment = enhancedIn(ask, 'DescribeInstancesHealth')
  return {
    InstanceHealthList: environment.instances.map((instance) => ({
      InstanceId: instance.id,
      ...asked(ask, aboutInstance(environment, instance)),
    })),
    RefreshedAt: refreshed(ask.now),
  }
}

function aboutInstance(environment: Environment, instance: Instance): Answer<SingleInstanceHealth> {
  const { status, causes } = healthOfInstance(environment, instance)
  const { label, number, status: progress, time } = instance.deployment
  return {
    HealthStatus: status,
    Color: colorOf(status),
    Causes: causes,
    LaunchedAt: new Date(instance.launched),
    ApplicationMetrics: { RequestCount: 0 },
    System: { LoadAverage: [0, 0, 0] },
    Deployment: { VersionLabel: label, DeploymentId: number, Status: progress, DeploymentTime: new Date(time) },
    AvailabilityZone: 'us-east-1a',
    InstanceType: environment.settings.instanceType,
  }
}

/** Of what could be told that for which AttributeNames asks: nothing where it is not given. */
function asked<Rest extends object>({ parameters }: Ask, rest: Rest): Partial<Rest> {
  const names = listIn(parameters, 'AttributeNames') ?? []
  const told: Partial<Rest> = { ...rest }
  for (const name in told) if (!names.includes('All') && !names.includes(name)) delete told[name]
  return told
}

function summaryOf(statuses: readonly HealthStatus[]) {
  const count = (status: HealthStatus) => statuses.filter((one) => one === status).length
  return {
    NoData: count('NoData'),
    Unknown: count('Unknown'),
    Pending: count('Pending'),
    Ok: count('Ok'),
    Info: count('Info'),
    Warning: count('Warning'),
    Degraded: count('Degraded'),
    Severe: count('Severe'),
  }
}

function refreshed(now: number): Date {
  return new Date(Math.floor(now / REFRESH) * REFRESH)
}

function enhancedIn(ask: Ask, operation: string): Environment {
  const environment = environmentIn(ask)
  if (environment.settings.health === 'enhanced') return environment
  throw invalidRequest(`${operation} is not supported: enhanced health reporting is not enabled.`)
}

// An environment as Local AWS keeps it, with its instances, its events and what it is doing.

import { randomBytes } from 'node:crypto'

import { ACCOUNT } from '../s3/strictness.ts'
import { type Agenda, emptyAgenda } from './agenda.ts'
import type { HealthReport, HealthStatus } from './health.ts'
import type { Host } from './running/host.ts'
import { millisecondsOf, type Span } from './span.ts'
import type { Beat } from './story.ts'

export type Policy = 'AllAtOnce' | 'Rolling' | 'RollingWithAdditionalBatch' | 'Immutable' | 'TrafficSplitting'
export type Status = 'Launching' | 'Updating' | 'Aborting' | 'Ready' | 'Terminating' | 'Terminated'
export type Severity = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL'

export interface EnvironmentOptions {
  readonly application: string
  /** The label of the version that is live; the service's sample application unless given. */
  readonly version?: string
  /** One unless given; 0 is an environment that is scaled to zero. */
  readonly instances?: number
  /** `AllAtOnce` unless given. */
  readonly policy?: Policy
  /** Instances that are replaced at once, one unless given. */
  readonly batchSize?: number
  /** How long a batch takes where no story says it: no time at all unless given. */
  readonly pace?: Span
  /** Basic health knows a colour of the whole and nothing of instances. */
  readonly health?: 'enhanced' | 'basic'
  /** A worker has no address. */
  readonly tier?: 'WebServer' | 'Worker'
  readonly tags?: Readonly<Record<string, string>>
  /** Environment properties, secrets among them: the service tells them in clear text. */
  readonly properties?: Readonly<Record<string, string>>
  /** Changes of the configuration that are saved and not yet deployed: `{ 'aws:autoscaling:asg MaxSize': '4' }`. */
  readonly draft?: Readonly<Record<string, string>>
  readonly managedActions?: readonly PlannedAction[]
  /** Starts the real application of each version that goes live. */
  readonly run?: boolean
  /** The address that tells the health of the application. `/` unless given. */
  readonly healthPath?: string
}

/** A managed update that waits for its weekly window. */
export interface PlannedAction {
  readonly id: string
  readonly description: string
  readonly windowStart: Date
}

/** A version on an instance, or on its way there. */
export interface Deployment {
  readonly label: string
  readonly number: number
  readonly status: 'Deployed' | 'In Progress' | 'Failed'
  readonly time: number
}

export interface Instance {
  readonly id: string
  readonly launched: number
  deployment: Deployment
}

/** What the environment is doing; events carry its request. */
export interface Operation {
  readonly request: string
  readonly kind: 'deployment' | 'managed update'
  readonly label: string
  /** The number of the deployment, or of the one before where this is none. */
  readonly number: number
  readonly abortable: boolean
}

export interface EnvironmentEvent {
  readonly time: number
  readonly severity: Severity
  readonly message: string
  readonly request: string | undefined
}

export interface Environment {
  readonly id: string
  readonly arn: string
  readonly name: string
  readonly created: number
  readonly settings: Required<Omit<EnvironmentOptions, 'pace' | 'version' | 'instances'>> & { readonly pace: number }
  status: Status
  updated: number
  terminated: number | undefined
  /** The last deployment that came out well: its label is the environment's. */
  deployed: { readonly label: string; readonly number: number }
  /** Counts those that failed, too. */
  deployments: number
  operation: Operation | undefined
  desired: number
  instances: Instance[]
  /** What a story says of the health; undefined where it follows from the rest. */
  told: HealthReport | undefined
  /** The health that the last event was about. */
  announced: HealthStatus
  /** Oldest first. */
  readonly events: EnvironmentEvent[]
  readonly agenda: Agenda
  /** The stories of the updates to come, in their order. */
  readonly stories: (readonly Beat[])[]
  /** What happens right before the next update is judged. */
  readonly before: (readonly Beat[])[]
  /** What really runs its versions, where something does. */
  host: Host | undefined
}

/** The label of the sample application. */
export const SAMPLE = 'Sample Application'

export function environmentOf(name: string, options: EnvironmentOptions, now: number): Environment {
  const { version = SAMPLE, instances = 1, pace = '0s', ...given } = options
  const id = `e-${randomBytes(5).toString('hex')}`
  const deployed = { label: version, number: 1 }
  return {
    id,
    arn: `arn:aws:elasticbeanstalk:us-east-1:${ACCOUNT}:environment/${options.application}/${name}`,
    name,
    created: now,
    settings: { ...DEFAULTS, ...given, pace: millisecondsOf(pace) },
    status: 'Ready',
    updated: now,
    terminated: undefined,
    deployed,
    deployments: 1,
    operation: undefined,
    desired: instances,
    instances: Array.from({ length: instances }, () => instanceOf({ ...deployed, status: 'Deployed', time: now }, now)),
    told: undefined,
    announced: instances === 0 ? 'NoData' : 'Ok',
    events: [],
    agenda: emptyAgenda(),
    stories: [],
    before: [],
    host: undefined,
  }
}

const DEFAULTS = {
  policy: 'AllAtOnce',
  batchSize: 1,
  health: 'enhanced',
  tier: 'WebServer',
  tags: {},
  properties: {},
  draft: {},
  managedActions: [],
  run: false,
  healthPath: '/',
} as const

export function instanceOf(deployment: Deployment, launched: number): Instance {
  return { id: `i-0${randomBytes(8).toString('hex')}`, launched, deployment }
}

/** `colt-api-prod.eba-1a2b3c4d.us-east-1.elasticbeanstalk.com`; it does not resolve here. A worker has none. */
export function cnameOf({ name, id, settings }: Environment): string | undefined {
  return settings.tier === 'Worker' ? undefined : `${name}.eba-${id.slice(2, 10)}.us-east-1.elasticbeanstalk.com`
}

/** What DescribeEnvironments tells: while a version is on its way, that one. */
export function labelOf({ operation, deployed }: Environment): string {
  return operation?.kind === 'deployment' ? operation.label : deployed.label
}

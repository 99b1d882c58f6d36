// An environment as Local AWS keeps it, with its instances, its events and what it is doing.

import { randomBytes } from 'node:crypto'

import { ACCOUNT } from '../s3/strictness.ts'
import { type Agenda, emptyAgenda } from './agenda.ts'
import type { HealthReport, HealthStatus } from './health.ts'
import type { Host } from './running/host.ts'
import { type EnvironmentOptions, type Settings, settingsOf } from './settings.ts'
import type { Beat } from './story.ts'

export type Status = 'Launching' | 'Updating' | 'Aborting' | 'Ready' | 'Terminating' | 'Terminated'
export type Severity = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL'

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
  readonly settings: Settings
  status: Status
  updated: number
  terminated: number | undefined
  /** The last deployment that came out well: its label is the environment's. */
  deployed: { readonly label: string; readonly number: number }
  /** Counts those that failed, too. */
  deployments: number
  operation: Operation | undefined
  /** MinSize and MaxSize of the group. */
  configured: number
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
  const { version = SAMPLE, instances = 1 } = options
  const id = `e-${randomBytes(5).toString('hex')}`
  const deployed = { label: version, number: 1 }
  return {
    id,
    arn: `arn:aws:elasticbeanstalk:us-east-1:${ACCOUNT}:environment/${options.application}/${name}`,
    name,
    created: now,
    settings: settingsOf(options),
    status: 'Ready',
    updated: now,
    terminated: undefined,
    deployed,
    deployments: 1,
    operation: undefined,
    configured: instances,
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

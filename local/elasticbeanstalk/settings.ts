// What an environment can be like.

import { millisecondsOf, type Span } from './span.ts'

export type Policy = 'AllAtOnce' | 'Rolling' | 'RollingWithAdditionalBatch' | 'Immutable' | 'TrafficSplitting'

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
  /** `LoadBalanced` unless given; a single instance has an address of its own. */
  readonly type?: 'LoadBalanced' | 'SingleInstance'
  /** As in `t4g.small`; `t3.micro` unless given. */
  readonly instanceType?: string
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

/** The same with nothing left open, but for what changes in the life of an environment. */
export interface Settings extends Required<Omit<EnvironmentOptions, 'pace' | 'version' | 'instances'>> {
  /** Milliseconds. */
  readonly pace: number
}

export function settingsOf({ version, instances, pace = '0s', ...given }: EnvironmentOptions): Settings {
  return { ...DEFAULTS, ...given, pace: millisecondsOf(pace) }
}

const DEFAULTS = {
  policy: 'AllAtOnce',
  batchSize: 1,
  health: 'enhanced',
  tier: 'WebServer',
  type: 'LoadBalanced',
  instanceType: 't3.micro',
  tags: {},
  properties: {},
  draft: {},
  managedActions: [],
  run: false,
  healthPath: '/',
} as const

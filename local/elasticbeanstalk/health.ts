// How well an environment is: what a story says, or else what follows from what it does and runs.

import type { Environment, Instance } from './environment.ts'

export type Color = 'Green' | 'Yellow' | 'Red' | 'Grey'
export type HealthStatus =
  | 'NoData'
  | 'Unknown'
  | 'Pending'
  | 'Ok'
  | 'Info'
  | 'Warning'
  | 'Degraded'
  | 'Severe'
  | 'Suspended'

export interface HealthReport {
  readonly status: HealthStatus
  readonly causes: readonly string[]
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced-status.html */
const COLORS: Readonly<Record<HealthStatus, Color>> = {
  NoData: 'Grey',
  Unknown: 'Grey',
  Pending: 'Grey',
  Ok: 'Green',
  Info: 'Green',
  Warning: 'Yellow',
  Degraded: 'Red',
  Severe: 'Red',
  Suspended: 'Grey',
}

const STATUSES: Readonly<Record<Color, HealthStatus>> = {
  Green: 'Ok',
  Yellow: 'Warning',
  Red: 'Severe',
  Grey: 'NoData',
}

/** The worst kind first. */
const WORST: readonly HealthStatus[] = ['Severe', 'Degraded', 'Warning', 'Info', 'Pending', 'Unknown', 'NoData', 'Ok']

export function statusFor(health: Color | HealthStatus): HealthStatus {
  return health === 'Green' || health === 'Yellow' || health === 'Red' || health === 'Grey' ? STATUSES[health] : health
}

export function colorOf(status: HealthStatus): Color {
  return COLORS[status]
}

export function healthOf(environment: Environment): HealthReport {
  return environment.told ?? illnessOf(environment) ?? healthFrom(environment)
}

/** The colour in DescribeEnvironments. Basic health is grey while anything is going on. */
export function colorOfAll(environment: Environment): Color {
  const basic = environment.settings.health === 'basic'
  if (basic && environment.told === undefined && environment.operation !== undefined) return 'Grey'
  return colorOf(healthOf(environment).status)
}

/** An instance is as well as the environment, and no better than what runs on it. */
export function healthOfInstance(environment: Environment, instance: Instance): HealthReport {
  const whole = environment.told ?? illnessOf(environment)
  if (whole !== undefined) return whole
  if (instance.deployment.status === 'In Progress')
    return { status: 'Info', causes: ['Performing application deployment.'] }
  if (environment.operation !== undefined || isExpected(environment, instance)) return { status: 'Ok', causes: [] }
  return { status: 'Degraded', causes: [incorrectOn(environment, instance)] }
}

/** What is wrong with the application that really runs; while a version is on its way it may well be silent. */
function illnessOf({ host, operation }: Environment): HealthReport | undefined {
  return operation === undefined ? host?.illness() : undefined
}

function healthFrom(environment: Environment): HealthReport {
  const { operation, instances, status } = environment
  if (status === 'Terminated') return { status: 'Suspended', causes: [] }
  if (instances.length === 0) return { status: 'NoData', causes: ['There are no instances.'] }
  if (operation !== undefined) return { status: 'Info', causes: [`${doing(environment)} in progress.`] }
  const wrong = instances.filter((instance) => !isExpected(environment, instance)).length
  if (wrong === 0) return { status: 'Ok', causes: [] }
  const expected = `Expected version "${environment.deployed.label}" (deployment ${environment.deployed.number}).`
  const found = `Incorrect application version found on ${wrong} out of ${instances.length} instances.`
  return { status: 'Degraded', causes: [`${found} ${expected}`] }
}

function doing({ operation }: Environment): string {
  return operation?.kind === 'deployment' ? 'Application update' : 'Configuration update'
}

function isExpected({ deployed }: Environment, { deployment }: Instance): boolean {
  return deployment.label === deployed.label && deployment.status === 'Deployed'
}

function incorrectOn({ deployed }: Environment, { deployment }: Instance): string {
  const found = `Incorrect application version "${deployment.label}" (deployment ${deployment.number}).`
  return `${found} Expected version "${deployed.label}" (deployment ${deployed.number}).`
}

export function isWorse(one: HealthStatus, other: HealthStatus): boolean {
  return WORST.indexOf(one) < WORST.indexOf(other)
}

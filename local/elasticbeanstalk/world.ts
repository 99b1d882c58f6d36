// All applications, versions and environments of the account, in the one region that there is.

import type { Clock } from '../clock.ts'
import type { Store } from '../s3/store.ts'
import { ACCOUNT } from '../s3/strictness.ts'
import type { Environment } from './environment.ts'
import { invalidValue } from './refusals.ts'
import type { Processing, SourceBundle, Version } from './version.ts'

export const REGION = 'us-east-1'

export interface Application {
  readonly name: string
  readonly arn: string
  readonly created: number
  readonly tags: Readonly<Record<string, string>>
}

export interface World {
  readonly store: Store
  readonly clock: Clock
  readonly applications: Map<string, Application>
  /** Oldest first, of all applications. */
  readonly versions: Version[]
  readonly environments: Environment[]
  /** How versions to come are looked through, in their order. */
  readonly processings: Processing[]
  /** Operations that nobody has the right to. */
  readonly denied: Set<string>
  /** How many versions there may be: https://docs.aws.amazon.com/general/latest/gr/elasticbeanstalk.html */
  versionQuota: number
}

export function emptyWorld(store: Store, clock: Clock): World {
  return {
    store,
    clock,
    applications: new Map(),
    versions: [],
    environments: [],
    processings: [],
    denied: new Set(),
    versionQuota: 1000,
  }
}

export function arnOf(kind: string, name: string): string {
  return `arn:aws:elasticbeanstalk:${REGION}:${ACCOUNT}:${kind}/${name}`
}

export function addApplication(world: World, name: string, tags: Readonly<Record<string, string>> = {}): Application {
  const application = { name, arn: arnOf('application', name), created: world.clock.now(), tags }
  world.applications.set(name, application)
  return application
}

export interface NewVersion {
  readonly application: string
  readonly label: string
  readonly bundle: SourceBundle | undefined
  readonly description?: string | undefined
  readonly tags?: Readonly<Record<string, string>>
  readonly processing?: Processing | undefined
}

export function addVersion(world: World, { processing, tags = {}, description, ...rest }: NewVersion): Version {
  const now = world.clock.now()
  const arn = arnOf('applicationversion', `${rest.application}/${rest.label}`)
  const version: Version = { ...rest, description, processing, tags, arn, created: now, updated: now }
  world.versions.push(version)
  return version
}

export function findVersion(world: World, application: string, label: string): Version | undefined {
  return world.versions.find((version) => version.application === application && version.label === label)
}

export function versionNamed(world: World, application: string, label: string): Version {
  const version = findVersion(world, application, label)
  if (version === undefined) throw invalidValue(`No Application Version named '${label}' found.`)
  return version
}

/** How an environment is called in a request. */
export interface Named {
  readonly name?: string | undefined
  readonly id?: string | undefined
}

/** Every environment, as it is by now. */
export function environmentsNow(world: World): readonly Environment[] {
  for (const { agenda } of world.environments) agenda.catchUp(world.clock.now())
  return world.environments
}

/** The one that is there under this name or ID; one that is terminated has given its name away. */
export function environmentNamed(world: World, { name, id }: Named): Environment {
  const found = environmentsNow(world).find(
    (environment) =>
      environment.status !== 'Terminated' &&
      (name === undefined || environment.name === name) &&
      (id === undefined || environment.id === id),
  )
  if (found !== undefined && (name !== undefined || id !== undefined)) return found
  const called = id === undefined ? `EnvironmentName = '${name}'` : `EnvironmentId = '${id}'`
  throw invalidValue(`No Environment found for ${called}.`)
}

// Elastic Beanstalk as a test holds it in its hand: makes what the action only uses, tells stories, and looks.

import { type Environment, environmentOf, SAMPLE } from './environment.ts'
import { announceHealth } from './events.ts'
import { handleOf, type LocalEnvironment } from './local-environment.ts'
import { bringToLife } from './running/deployment.ts'
import { openHost } from './running/host.ts'
import type { EnvironmentOptions } from './settings.ts'
import type { Processing } from './version.ts'
import { addApplication, addVersion, environmentNamed, findVersion, type World } from './world.ts'

export interface Beanstalk {
  application(name: string, tags?: Readonly<Record<string, string>>): void
  /** Adds a version as if somebody had created it before; its bundle is an object of Local S3. */
  version(application: string, label: string, bundle?: { readonly bucket: string; readonly key: string }): void
  /** The labels of an application, oldest first. */
  versions(application: string): string[]
  /** Makes an environment that is ready; with `run`, once its version is up. Application and version come with it. */
  create(name: string, options: EnvironmentOptions): Promise<LocalEnvironment>
  /** One that is there, by its name. */
  environment(name: string): LocalEnvironment
  /** How the next versions that are to be processed are looked through, one after the other; well and at once unless told. */
  nextVersions(...processings: readonly Processing[]): void
  /** There may be no more versions than so many, of all applications together. */
  limitVersions(quota: number): void
  /** Takes away the right to these operations; the function it returns gives it back. */
  deny(...operations: readonly string[]): () => void
}

export function beanstalkOf(world: World): Beanstalk {
  return {
    application: (name, tags) => {
      addApplication(world, name, tags)
    },
    version: (application, label, bundle) => {
      addVersion(world, { application, label, bundle })
    },
    versions: (application) => world.versions.flatMap((one) => (one.application === application ? [one.label] : [])),
    create: (name, options) => create(world, name, options),
    environment: (name) => handleOf(world, environmentNamed(world, { name })),
    nextVersions: (...processings) => {
      world.processings.push(...processings)
    },
    limitVersions: (quota) => {
      world.versionQuota = quota
    },
    deny: (...operations) => {
      for (const name of operations) world.denied.add(name)
      return () => {
        for (const name of operations) world.denied.delete(name)
      }
    },
  }
}

async function create(world: World, name: string, options: EnvironmentOptions): Promise<LocalEnvironment> {
  const { application, version = SAMPLE, run = false } = options
  if (!world.applications.has(application)) addApplication(world, application)
  if (version !== SAMPLE && findVersion(world, application, version) === undefined) {
    addVersion(world, { application, label: version, bundle: undefined })
  }
  if (world.environments.some((one) => one.name === name && one.status !== 'Terminated')) {
    throw new Error(`There is an environment ${name} already.`)
  }
  const environment = environmentOf(name, options, world.clock.now())
  world.environments.push(environment)
  if (run) await open(world, environment)
  return handleOf(world, environment)
}

async function open(world: World, environment: Environment): Promise<void> {
  const { healthPath, properties } = environment.settings
  const onLook = () => announceHealth(environment, world.clock.now())
  environment.host = await openHost({ healthPath, properties, onLook })
  await bringToLife(world, environment, environment.deployed.label)
}

/** Ends whatever really runs. */
export async function closeEnvironments({ environments }: World): Promise<void> {
  await Promise.all(environments.map(({ host }) => host?.close()))
}

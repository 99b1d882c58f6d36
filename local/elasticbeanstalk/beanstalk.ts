// Elastic Beanstalk as a test holds it in its hand: makes what the action only uses, tells stories, and looks.

import {
  type Environment,
  type EnvironmentEvent,
  type EnvironmentOptions,
  environmentOf,
  labelOf,
  SAMPLE,
} from './environment.ts'
import { type Color, colorOfAll } from './health.ts'
import * as life from './life.ts'
import { bringToLife } from './running/deployment.ts'
import { openHost } from './running/host.ts'
import { perform } from './staging.ts'
import type { Beat } from './story.ts'
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

export interface LocalEnvironment {
  readonly id: string
  readonly arn: string
  readonly name: string
  /** Where the application really answers; undefined where none runs. */
  readonly url: string | undefined
  readonly status: string
  readonly label: string
  readonly health: Color
  /** `label` of each instance, with its state where that is not `Deployed`: `v2`, `v2 Failed`. */
  readonly instances: readonly string[]
  /** Oldest first. */
  readonly events: readonly EnvironmentEvent[]
  /** What hooks and application printed, where one runs. */
  readonly log: readonly string[]
  /** How the next update goes. Several calls are for several updates. */
  nextUpdate(...story: readonly Beat[]): void
  /** What happens in the last moment before the next update is looked at. */
  beforeNextUpdate(...story: readonly Beat[]): void
  /** What happens from now on by itself. */
  now(...story: readonly Beat[]): void
  /** So many instances are wanted, and there. With 0 the environment is scaled to zero. */
  scale(instances: number): void
  terminate(): void
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
  const environment = environmentOf(name, options, world.clock.now())
  world.environments.push(environment)
  if (run) await open(world, environment)
  return handleOf(world, environment)
}

async function open(world: World, environment: Environment): Promise<void> {
  const { healthPath, properties } = environment.settings
  const onLook = () => life.announceHealth(environment, world.clock.now())
  environment.host = await openHost({ healthPath, properties, onLook })
  await bringToLife(world, environment, environment.deployed.label)
}

function handleOf(world: World, environment: Environment): LocalEnvironment {
  const now = () => {
    environment.agenda.catchUp(world.clock.now())
    return environment
  }
  return {
    id: environment.id,
    arn: environment.arn,
    name: environment.name,
    get url() {
      return environment.host?.url
    },
    get status() {
      return now().status
    },
    get label() {
      return labelOf(now())
    },
    get health() {
      return colorOfAll(now())
    },
    get instances() {
      return now().instances.map(({ deployment }) => described(deployment))
    },
    get events() {
      return now().events
    },
    get log() {
      return environment.host?.log ?? []
    },
    nextUpdate: (...story) => {
      environment.stories.push(story)
    },
    beforeNextUpdate: (...story) => {
      environment.before.push(story)
    },
    now: (...story) => {
      perform(now(), story, world.clock.now())
      now()
    },
    scale: (instances) => life.scale(now(), world.clock.now(), instances),
    terminate: () => life.terminate(now(), world.clock.now()),
  }
}

function described({ label, status }: { readonly label: string; readonly status: string }): string {
  return status === 'Deployed' ? label : `${label} ${status}`
}

/** Ends whatever really runs. */
export async function closeEnvironments({ environments }: World): Promise<void> {
  await Promise.all(environments.map(({ host }) => host?.close()))
}

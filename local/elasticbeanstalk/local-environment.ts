// An environment as a test holds it in its hand.

import { type Environment, type EnvironmentEvent, labelOf } from './environment.ts'
import { type Color, colorOfAll } from './health.ts'
import { scale, terminate } from './life.ts'
import { perform } from './staging.ts'
import type { Beat } from './story.ts'
import type { World } from './world.ts'

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
  /**
   * So many instances are there; with 0 the environment is scaled to zero. The configuration says the same unless another
   * number is given: a schedule, or a hand in the console of EC2, leaves it as it was.
   */
  scale(instances: number, configured?: number): void
  terminate(): void
}

export function handleOf(world: World, environment: Environment): LocalEnvironment {
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
      if (environment.settings.run) throw new Error(`${environment.name} really runs, so no story says how it goes.`)
      environment.stories.push(story)
    },
    beforeNextUpdate: (...story) => {
      environment.before.push(story)
    },
    now: (...story) => {
      perform(now(), story, world.clock.now())
      now()
    },
    scale: (instances, configured = instances) => scale(now(), world.clock.now(), instances, configured),
    terminate: () => terminate(now(), world.clock.now()),
  }
}

function described({ label, status }: { readonly label: string; readonly status: string }): string {
  return status === 'Deployed' ? label : `${label} ${status}`
}

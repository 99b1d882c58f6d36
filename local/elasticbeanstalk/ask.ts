import type { Environment } from './environment.ts'
import type { Parameters } from './query.ts'
import { environmentNamed, type World } from './world.ts'

/** A request to Elastic Beanstalk, taken apart. */
export interface Ask {
  readonly world: World
  readonly parameters: Parameters
  readonly now: number
  /** The ID that the answer carries, and every event that follows from it. */
  readonly request: string
}

/** The environment that is meant, by name or ID. */
export function environmentIn({ world, parameters }: Ask): Environment {
  return environmentNamed(world, { name: parameters.EnvironmentName, id: parameters.EnvironmentId })
}

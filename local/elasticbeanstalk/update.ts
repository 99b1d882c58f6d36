// A version is brought to an environment, and what has begun is cut short.

import { aborted } from './endings.ts'
import type { Environment } from './environment.ts'
import { announceHealth, tell } from './events.ts'
import { begin } from './life.ts'
import { deployment } from './operation.ts'
import { invalidState } from './refusals.ts'
import { runVersion } from './running/deployment.ts'
import { perform, wholeUpdate } from './staging.ts'
import type { World } from './world.ts'

export interface Wanted {
  readonly label: string
  readonly request: string
}

/** Begins an update, unless something else has begun: in the last moment even, where a story says so. */
export function update(world: World, environment: Environment, { label, request }: Wanted): void {
  const now = world.clock.now()
  perform(environment, environment.before.shift() ?? [], now)
  environment.agenda.catchUp(now)
  if (environment.status !== 'Ready') throw invalidState(environment.name, 'Ready')
  environment.agenda.clear()
  begin(environment, now, deployment(environment, label, request))
  announceHealth(environment, now)
  if (environment.settings.run) runVersion(world, environment, label)
  else perform(environment, wholeUpdate(environment, environment.stories.shift() ?? []), now)
}

/** Nothing more comes of the update; the environment is ready again after as long as a batch takes. */
export function abort(environment: Environment, now: number): void {
  environment.agenda.clear()
  environment.status = 'Aborting'
  tell(environment, now, 'Environment update is aborting.')
  perform(environment, [{ part: 'aside', lasts: 0, begin: aborted }], now + environment.settings.pace)
}

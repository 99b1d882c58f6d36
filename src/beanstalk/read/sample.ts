// One look at everything that a verdict goes by.

import { together } from '../../shared/together.ts'
import type { Environment, Sample } from '../model.ts'
import type { World } from '../ports.ts'
import type { EventReader } from './events.ts'

/** Where to look, and what is right there. */
export interface WebAim {
  readonly url: string
  readonly status: number
}

export async function takeSample(
  events: Pick<EventReader, 'next'>,
  webAim: WebAim | undefined,
  { beanstalk, web, clock }: World,
): Promise<Sample> {
  const environment = await beanstalk.environment()
  const [fleet, isScaledToZero, fresh, seen] = await together([
    environment === undefined ? Promise.resolve(undefined) : beanstalk.fleet(environment),
    isEmpty(environment, beanstalk),
    events.next(),
    webAim === undefined ? Promise.resolve(undefined) : web.look(webAim.url, webAim.status),
  ])
  return { at: clock.monotonic(), environment, fleet, events: fresh, isScaledToZero, web: seen }
}

/** Only a grey one can be scaled to zero. */
export async function isEmpty(environment: Environment | undefined, beanstalk: World['beanstalk']): Promise<boolean> {
  if (environment?.status !== 'Ready' || environment.color !== 'Grey') return false
  return (await beanstalk.isScaledToZero(environment)) === true
}

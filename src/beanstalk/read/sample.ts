// One look at everything that a verdict goes by.

import { together } from '../../shared/together.ts'
import type { Capacity, Environment, Sample } from '../model.ts'
import type { World } from '../ports.ts'
import type { EventReader } from './events.ts'

/** Where to look, and what is right there. */
export interface WebAim {
  readonly url: string
  readonly status: number
}

/** @param wasEmpty Was there no instance before the update? */
export async function takeSample(
  events: Pick<EventReader, 'next'>,
  { webAim, wasEmpty }: { readonly webAim: WebAim | undefined; readonly wasEmpty: boolean },
  { beanstalk, web, clock }: World,
): Promise<Sample> {
  const environment = await beanstalk.environment()
  const [fleet, capacity, fresh, seen] = await together([
    environment === undefined ? Promise.resolve(undefined) : beanstalk.fleet(environment),
    capacityOf(environment, beanstalk),
    events.next(),
    webAim === undefined ? Promise.resolve(undefined) : web.look(webAim.url, webAim.status),
  ])
  // Instances that were there and are not any more may just have died.
  const isScaledToZero = capacity === 'zero' || (capacity === 'empty' && wasEmpty)
  return { at: clock.monotonic(), environment, fleet, events: fresh, isScaledToZero, web: seen }
}

/** Only such a one can be scaled to zero. */
export function isGrey({ status, color }: Environment): boolean {
  return status === 'Ready' && color === 'Grey'
}

/** Undefined also where there is no question of it. */
export async function capacityOf(
  environment: Environment | undefined,
  beanstalk: World['beanstalk'],
): Promise<Capacity | undefined> {
  if (environment === undefined || !isGrey(environment)) return undefined
  return await beanstalk.capacity(environment)
}

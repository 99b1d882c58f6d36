// Waits until an environment can be updated, and says what it waits for.

import { Failure } from '../../shared/failure.ts'
import { ageOf, seconds } from '../../shared/printable.ts'
import type { Environment } from '../model.ts'
import type { World } from '../ports.ts'

/** Polls: the first pause, and the longest; give or take a quarter. */
const FIRST_PAUSE = 10_000
const LONGEST_PAUSE = 30_000

/** @throws {Failure} where it is not Ready at that time of the clock, or is going away. */
export async function untilReady(name: string, bound: number, world: World): Promise<Environment> {
  const { beanstalk, clock, log } = world
  const began = clock.monotonic()
  for (let pause = FIRST_PAUSE, told = ''; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE)) {
    const environment = await beanstalk.environment()
    if (environment?.status === 'Ready') return environment
    if (environment !== undefined && /^terminat/i.test(environment.status)) throw goingAway(environment)
    const what = environment === undefined ? 'AWS does not name it' : await busyWith(environment, world)
    if (clock.monotonic() >= bound) throw notReady(name, what, clock.monotonic() - began)
    if (ageless(what) !== told) log.info(`Waiting for ${name}: ${what}`)
    told = ageless(what)
    await clock.sleep(Math.min(jittered(pause, world), Math.max(bound - clock.monotonic(), 1_000)))
  }
}

/** The same event is no news for having grown older. */
function ageless(what: string): string {
  return what.replace(/ \([^()]* ago\)$/, '')
}

export function jittered(pause: number, { random }: Pick<World, 'random'>): number {
  return pause * (0.75 + random() / 2)
}

/** `it is Updating: Environment update is starting. (2 min ago)`, or which managed action runs. */
export async function busyWith(environment: Environment, { beanstalk, now }: World): Promise<string> {
  const { status } = environment
  const running = (await beanstalk.managedActions(environment))?.find((action) => /^running$/i.test(action.status))
  if (running !== undefined) return `it is ${status}: AWS does “${running.description}”`
  const last = await beanstalk.lastEvent()
  if (last === undefined) return `it is ${status}`
  return `it is ${status}: ${last.message} (${ageOf(now() - Date.parse(last.time))} ago)`
}

function goingAway({ name, status }: Environment): Failure {
  return new Failure(`Could not update ${name}`, {
    why: `the environment is ${status}`,
    hint: 'This action never makes an environment. Create it, or rebuild it by its ID, and run again.',
  })
}

function notReady(name: string, what: string, waited: number): Failure {
  return new Failure(`Could not update ${name}`, {
    why: `${what}, and was not Ready in ${seconds(waited)}`,
    hint: 'Run again when it is Ready, or raise `timeout`.',
  })
}

// One update is begun, once: what became of a call without an answer is looked for before it is made again.

import { Failure } from '../shared/failure.ts'
import { together } from '../shared/together.ts'
import type { Before, Environment } from './model.ts'
import { type EventReader, eventReader } from './read/events.ts'
import { untilReady } from './read/ready.ts'
import { capacityOf, isGrey } from './read/sample.ts'
import { noteEnvironment, tellEvents, worstOfLate } from './telling.ts'
import type { Writing } from './writing.ts'

/** An update that AWS has taken. */
export interface Begun {
  /** '' where nobody knows it. */
  readonly request: string
  readonly before: Before
  readonly events: EventReader
}

/** Milliseconds between two tries, and between two looks for an update whose answer was lost. */
const PAUSE = 10_000
/** Looks for an update that was never answered, before an environment that is Ready counts as not updated. */
const LOOKS = 3

/** Waits for Ready and updates. `ready` is told what was there right before. @throws {Failure} at the bound. */
export async function beginUpdate(
  label: string,
  writing: Writing,
  ready: (before: Before) => Promise<void>,
): Promise<Begun> {
  const { inputs, world, account, bound } = writing
  for (let isLost = false; ; ) {
    const environment = await untilReady(inputs.environment, bound, world)
    const events = await eventReader(world.beanstalk)
    const before = await beforeUpdate(environment, writing)
    await ready(before)
    world.gate.pass()
    const wasChanged = account.isChanged
    // From here on AWS may have taken it, whatever becomes of the answer.
    account.isChanged = true
    const sent = await world.beanstalk.update(environment, label)
    if (sent.kind === 'begun') {
      world.log.info(`${environment.name}: ${before.label || 'nothing'} → ${label} (request ${sent.request})`)
      return { request: sent.request, before, events }
    }
    if (sent.kind === 'unanswered') world.log.warning(`The update was not answered (${sent.message}); looking for it.`)
    isLost ||= sent.kind === 'unanswered'
    const request = isLost ? await adopted(label, before, events, writing) : undefined
    if (request !== undefined) return { request, before, events }
    account.isChanged = wasChanged
    if (sent.kind === 'refused' && !isLost) await passOrThrow(sent, writing)
    await pauseBefore(bound, writing)
  }
}

async function beforeUpdate(environment: Environment, { inputs, world, account }: Writing): Promise<Before> {
  const { verifyUrl, verifyStatus } = inputs
  const fleet = await world.beanstalk.fleet(environment)
  noteEnvironment(account, environment, fleet, world.clock.monotonic())
  const [capacity, web] = await together([
    capacityOf(environment, world.beanstalk),
    verifyUrl === '' ? Promise.resolve(undefined) : world.web.look(verifyUrl, verifyStatus),
  ])
  if (isGrey(environment) && capacity === undefined) world.log.notice(unseenCapacity(environment))
  const isEmpty = capacity === 'zero' || capacity === 'empty'
  return { label: environment.label, color: worstOfLate(account, world.clock.monotonic()), web, isEmpty }
}

function unseenCapacity({ name }: Environment): string {
  return (
    `Whether ${name} is scaled to zero could not be seen: the role lacks elasticbeanstalk:DescribeConfigurationSettings ` +
    'or elasticbeanstalk:DescribeEnvironmentResources.'
  )
}

/** Lost the race for Ready? Anything else will not get better. */
async function passOrThrow(
  { failure, isBusy }: { readonly failure: Error; readonly isBusy: boolean },
  { inputs, world }: Writing,
): Promise<void> {
  const environment = await world.beanstalk.environment()
  if (!isBusy && environment?.status === 'Ready') throw failure
  world.log.info(`Something else began to change ${inputs.environment} first; waiting for it.`)
}

/**
 * The request of an update that began since our call and deploys our label; '' where that is known of the update but not
 * of its request, undefined where there is none.
 */
async function adopted(
  label: string,
  before: Before,
  events: EventReader,
  writing: Writing,
): Promise<string | undefined> {
  const { world, account, bound } = writing
  for (let ready = 0; ; ) {
    const fresh = await events.next()
    tellEvents(fresh, account, world)
    const environment = await world.beanstalk.environment()
    const isOurs = environment?.label === label || fresh.some((event) => event.label === label)
    const request = fresh.find((event) => event.request !== '' && !events.knew(event.request))?.request
    if (request !== undefined && isOurs) {
      world.log.info(`AWS took the update all the same: it is request ${request}.`)
      return request
    }
    ready = environment?.status === 'Ready' ? ready + 1 : 0
    if (ready >= LOOKS) return isOurs && before.label !== label ? '' : undefined
    await pauseBefore(bound, writing)
  }
}

async function pauseBefore(bound: number, { inputs, world }: Writing): Promise<void> {
  if (world.clock.monotonic() >= bound) {
    throw new Failure(`Could not update ${inputs.environment}`, {
      why: 'AWS took no update before the time was over',
      hint: 'Run again, or raise `timeout`.',
    })
  }
  await world.clock.sleep(PAUSE)
}

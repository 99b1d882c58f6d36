// What the stories say while they go, and what they note.

import { counted } from '../shared/printable.ts'
import type { Color, Environment, Event, Fleet, Sample } from './model.ts'
import { worst } from './plan/health.ts'
import type { World } from './ports.ts'
import type { Account } from './report/account.ts'
import { environmentLine, eventLine, fleetLine } from './report/words.ts'

/** Each once, with its age. What is not of our request is shown all the same. */
export function tellEvents(events: readonly Event[], account: Account, { log, now }: World): void {
  for (const event of events) log.info(eventLine(event, now()))
  account.events.push(...events)
}

/** One line whenever something has changed. */
export function tellSample({ environment, fleet, web }: Sample, wanted: string, told: string, { log }: World): string {
  if (environment === undefined) return told
  const parts = [environmentLine(environment), fleetLine(fleet, wanted), web === undefined ? '' : `web: ${web.what}`]
  const line = parts.filter((part) => part !== '').join(' · ')
  if (line !== told) log.info(line)
  return line
}

export function noteEnvironment(
  account: Account,
  environment: Environment,
  fleet: Fleet | undefined,
  at: number,
): void {
  account.environment = environment
  if (fleet !== undefined) account.fleet = fleet
  account.colors.push({ at, color: environment.color })
}

const MINUTE = 60_000

/** The worst health of the last minute. */
export function worstOfLate({ colors }: Account, now: number): Color {
  return worst(colors.filter(({ at }) => now - at <= MINUTE).map(({ color }) => color))
}

export function tellInstances(fleet: Fleet | undefined, { log }: World): void {
  if (fleet === undefined) {
    log.notice('This environment has basic health, which cannot see instances: which version they run is not proven.')
    return
  }
  const labels = [...new Set(fleet.instances.map(({ label }) => label))].join(', ')
  log.info(`${counted(fleet.instances.length, 'instance')}${labels === '' ? '' : `: ${labels}`}`)
}

// Events and times, as people read them.

import { ageOf } from '../../shared/printable.ts'
import type { Environment, Event, Fleet } from '../model.ts'

/** `12:03:11 (4 s ago) ERROR Failed to deploy application.` */
export function eventLine({ time, severity, message }: Event, now: number): string {
  const age = Math.max(0, now - Date.parse(time))
  return `${time.slice(11, 19)} (${ageOf(age)} ago) ${severity.padEnd(5)} ${message}`
}

/** `Ready, Ok (Green), runs v7` */
export function environmentLine({ status, color, healthStatus, label }: Environment): string {
  return `${status}, ${healthStatus === '' ? color : `${healthStatus} (${color})`}, runs ${label || 'no version that it tells'}`
}

/** `2 of 3 instances run v8`; '' where none can be seen. */
export function fleetLine(fleet: Fleet | undefined, label: string): string {
  if (fleet === undefined) return ''
  const there = fleet.instances.filter((one) => one.label === label && /^(deployed)?$/i.test(one.deployment)).length
  return `${there} of ${fleet.instances.length} instances run ${label}`
}

// What the service tells of an environment.

import { randomUUID } from 'node:crypto'

import type { Environment, Severity } from './environment.ts'
import { healthOf, isWorse } from './health.ts'

/** An event of the operation that is under way, if one is. */
export function tell(environment: Environment, at: number, message: string, severity: Severity = 'INFO'): void {
  environment.events.push({ time: at, severity, message, request: environment.operation?.request })
}

/** An event of another request than any that is under way. */
export function tellStray(environment: Environment, at: number, message: string, severity: Severity): void {
  environment.events.push({ time: at, severity, message, request: randomUUID() })
}

/** The service tells of every change of the health by itself, without a request; only enhanced health knows words. */
export function announceHealth(environment: Environment, at: number): void {
  const { announced, settings } = environment
  const { status, causes } = healthOf(environment)
  if (status === announced) return
  environment.announced = status
  if (settings.health === 'basic') return
  const message = `Environment health has transitioned from ${announced} to ${status}. ${causes.join(' ')}`.trim()
  environment.events.push({
    time: at,
    severity: isWorse(status, 'Info') ? 'WARN' : 'INFO',
    message,
    request: undefined,
  })
}

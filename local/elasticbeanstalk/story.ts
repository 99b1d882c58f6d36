// The words in which a test tells what an environment will do: a story is a list of beats, each beginning where the one
// before it ends. `updating('20s'), replaced(1), failed('boom'), health('Red', '5m')`.

import { fail, revert, succeed } from './endings.ts'
import type { Environment, Severity } from './environment.ts'
import { tell, tellStray } from './events.ts'
import { type Color, type HealthStatus, statusFor } from './health.ts'
import * as instances from './instances.ts'
import { begin } from './life.ts'
import { managed } from './operation.ts'
import { millisecondsOf, type Span } from './span.ts'

/** One thing that happens in a story. */
export interface Beat {
  /** Does it belong to the update, does it end it, or does it happen beside it? */
  readonly part: 'update' | 'end' | 'aside'
  /** Milliseconds until the next beat begins. */
  readonly lasts: number
  /** An end that comes after so many batches of the environment's own policy. */
  readonly batches?: number
  begin(environment: Environment, at: number): void
  end?(environment: Environment, at: number): void
}

/** The update goes on for so long. It ends well after the last beat of the update, where no other end is told. */
export function updating(lasts: Span): Beat {
  return { part: 'update', lasts: millisecondsOf(lasts), begin: () => undefined }
}

/** So many instances more are at it: they have the new label, and are not through. */
export function started(count: number): Beat {
  return moment('update', (environment, at) => instances.start(environment, at, count))
}

/** So many instances more run the new version. */
export function replaced(count: number): Beat {
  return moment('update', (environment, at) => instances.replace(environment, at, count))
}

/** So many new instances come, and run the new version. */
export function launched(count: number): Beat {
  return moment('update', (environment, at) => instances.launch(environment, at, count))
}

/** So many instances with another version leave. */
export function retired(count: number): Beat {
  return moment('update', (environment) => instances.retire(environment, count))
}

/** An event of the update itself. */
export function says(message: string, severity: Severity = 'INFO'): Beat {
  return moment('update', (environment, at) => tell(environment, at, message, severity))
}

/** The update ends well; so many instances keep what they had. */
export function succeeded({ leaving = 0 }: { readonly leaving?: number } = {}): Beat {
  return moment('end', (environment, at) => succeed(environment, at, leaving))
}

/** How an update fails. */
export interface Failing {
  /** So many instances that were not reached yet fail; a batch's worth unless given, all of them with AllAtOnce. */
  readonly on?: number
  /** In a story that does not tell how the update goes: so many batches come through before. */
  readonly afterBatches?: number
}

/** The update ends with an ERROR. The label stays the old one, and what came through before stays, too. */
export function failed(message = 'Instance deployment failed.', { on, afterBatches = 0 }: Failing = {}): Beat {
  return { ...moment('end', (environment, at) => fail(environment, at, message, on)), batches: afterBatches }
}

/** The update ends, and the old version is back everywhere, without an ERROR. */
export function revertedSilently(): Beat {
  return moment('end', revert)
}

/** Health is told like this; after so long it is again what follows from the instances, or for good unless given. */
export function health(told: Color | HealthStatus, lasts?: Span, causes: readonly string[] = []): Beat {
  const report = { status: statusFor(told), causes }
  const show = (environment: Environment) => {
    environment.told = report
  }
  if (lasts === undefined) return moment('aside', show)
  const end = (environment: Environment) => {
    if (environment.told === report) environment.told = undefined
  }
  return { part: 'aside', lasts: millisecondsOf(lasts), begin: show, end }
}

/** Nothing happens for so long. */
export function quiet(lasts: Span): Beat {
  return { part: 'aside', lasts: millisecondsOf(lasts), begin: () => undefined }
}

/** An event of some other request. */
export function strayEvent(message: string, severity: Severity = 'ERROR'): Beat {
  return moment('aside', (environment, at) => tellStray(environment, at, message, severity))
}

/** Instances that were left behind run what the environment runs. */
export function caughtUp(): Beat {
  return moment('aside', (environment, at) => instances.replace(environment, at, environment.instances.length))
}

/** So many instances die, and come anew with the version that last came out well. */
export function relaunched(count: number): Beat {
  return moment('aside', (environment, at) => instances.relaunch(environment, at, count))
}

/** AWS updates the platform, and nobody else can update meanwhile. */
export function managedUpdate(lasts: Span): Beat {
  return {
    part: 'aside',
    lasts: millisecondsOf(lasts),
    begin: (environment, at) => begin(environment, at, managed(environment)),
    end: (environment, at) => succeed(environment, at),
  }
}

function moment(part: Beat['part'], begin: Beat['begin']): Beat {
  return { part, lasts: 0, begin }
}

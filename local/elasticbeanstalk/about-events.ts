import type { EventDescription, EventDescriptionsMessage } from '@aws-sdk/client-elastic-beanstalk'

import type { Answer } from './answer.ts'
import type { Ask } from './ask.ts'
import type { Environment, EnvironmentEvent } from './environment.ts'
import { pageOf } from './page.ts'
import { timeIn } from './query.ts'
import { invalidInput } from './refusals.ts'
import { environmentsNow } from './world.ts'

const SEVERITIES: readonly string[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']

/** Events are told for six weeks. */
const KEPT = 6 * 7 * 86_400_000

/** Newest first, of that severity or a higher one: https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_DescribeEvents.html */
export function describeEvents(ask: Ask): Answer<EventDescriptionsMessage> {
  const isWanted = wantedBy(ask)
  const events = environmentsNow(ask.world)
    .filter((environment) => isOf(ask, environment))
    .flatMap((environment) => environment.events.filter(isWanted).map((event) => ({ environment, event })))
    .sort((one, other) => one.event.time - other.event.time)
    .toReversed()
  const { items, next } = pageOf(events, ask.parameters)
  return { Events: items.map(({ environment, event }) => told(environment, event)), NextToken: next }
}

function isOf({ parameters }: Ask, { name, id, settings }: Environment): boolean {
  const { EnvironmentName, EnvironmentId, ApplicationName, VersionLabel } = parameters
  const asked = [EnvironmentName ?? name, EnvironmentId ?? id, ApplicationName ?? settings.application]
  return VersionLabel === undefined && [name, id, settings.application].every((value, index) => value === asked[index])
}

function wantedBy({ parameters, now }: Ask): (event: EnvironmentEvent) => boolean {
  const start = Math.max(timeIn(parameters, 'StartTime') ?? 0, now - KEPT)
  const end = timeIn(parameters, 'EndTime') ?? Number.POSITIVE_INFINITY
  const least = levelOf(parameters.Severity ?? 'TRACE')
  return ({ time, request, severity }) =>
    time >= start &&
    time < end &&
    levelOf(severity) >= least &&
    (parameters.RequestId === undefined || parameters.RequestId === request)
}

function levelOf(severity: string): number {
  const level = SEVERITIES.indexOf(severity)
  if (level < 0) throw invalidInput(`Value '${severity}' at 'severity' must be one of ${SEVERITIES.join(', ')}`)
  return level
}

/** The events of an environment name no version. */
function told({ name, settings }: Environment, event: EnvironmentEvent): Answer<EventDescription> {
  const { time, severity, message, request } = event
  return {
    EventDate: new Date(time),
    Message: message,
    ApplicationName: settings.application,
    EnvironmentName: name,
    RequestId: request,
    Severity: severity,
  }
}

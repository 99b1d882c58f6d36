// The Elastic Beanstalk port on the AWS SDK.

import { AbortEnvironmentUpdateCommand, UpdateEnvironmentCommand } from '@aws-sdk/client-elastic-beanstalk'
import { isAwsError, isDenied, statusOf } from '../../shared/aws-errors.ts'
import type { Clock } from '../../shared/clock.ts'
import type { Gate } from '../../shared/gate.ts'
import type { Environment } from '../model.ts'
import type { Beanstalk, Updated } from '../ports.ts'
import { type Connection, connectBeanstalk } from './client.ts'
import { looking } from './looking.ts'
import type { Place } from './place.ts'
import { versions } from './versions.ts'

export function elasticBeanstalk(place: Place, gate: Gate, clock: Clock): Beanstalk {
  const connection = connectBeanstalk(place, gate, clock)
  return {
    ...looking(connection),
    ...versions(connection),
    update: (environment, label) => update(connection, environment, label),
    async abort({ id }) {
      const attempted = { what: `Could not abort the update of ${place.environment}`, action: 'AbortEnvironmentUpdate' }
      await connection.attempt(attempted, () =>
        connection.cautious.send(new AbortEnvironmentUpdateCommand({ EnvironmentId: id })),
      )
    },
    async credentialsEnd() {
      const { expiration } = await connection.patient.config.credentials()
      return expiration?.getTime()
    },
  }
}

/** Sent once. What becomes of it when no answer comes, events and status of the environment tell. */
async function update(connection: Connection, { id, name }: Environment, label: string): Promise<Updated> {
  const { cautious, gate, explained } = connection
  try {
    const command = new UpdateEnvironmentCommand({ EnvironmentId: id, VersionLabel: label })
    const { $metadata } = await cautious.send(command)
    return { kind: 'begun', request: $metadata.requestId ?? '' }
  } catch (error) {
    gate.signal.throwIfAborted()
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    if (isUnanswered(error)) return { kind: 'unanswered', message }
    const failure = explained(error, { what: `Could not update ${name} to ${label}`, action: 'UpdateEnvironment' })
    return { kind: 'refused', failure, isBusy: isBusy(error) }
  }
}

/** No answer, or one of a server that may have done it all the same. */
function isUnanswered(error: unknown): boolean {
  const status = statusOf(error)
  return isAwsError(error) && !isDenied(error) && (status === 0 ? isOfTheNetwork(error) : status >= 500)
}

function isOfTheNetwork(error: Error & { readonly code?: string }): boolean {
  return error.code !== undefined || error.name === 'TimeoutError'
}

/** *Must be Ready* has the code of any wrong value, so the status of the environment is looked at as well. */
function isBusy(error: unknown): boolean {
  if (!isAwsError(error)) return false
  return /^OperationInProgress/.test(error.name) || /must be ready/i.test(error.message)
}

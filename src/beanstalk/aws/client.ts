// Two clients of Elastic Beanstalk: a patient one that asks, and one that never says the same thing twice.

import { ElasticBeanstalkClient } from '@aws-sdk/client-elastic-beanstalk'
import { clientOptions, guarded } from '../../shared/aws-client.ts'
import { explain } from '../../shared/aws-errors.ts'
import type { Clock } from '../../shared/clock.ts'
import { type Gate, gatedClock } from '../../shared/gate.ts'
import { patientRetries } from '../../shared/retry.ts'
import { causes } from './causes.ts'
import { type Part, type Place, resourceOf } from './place.ts'

/** What is tried, and the right that it takes. */
export interface Attempted {
  /** *Could not …*, without an end. */
  readonly what: string
  /** As in `UpdateEnvironment`. */
  readonly action: string
  /** What of: the environment unless given. */
  readonly on?: Part
}

export interface Connection {
  readonly place: Place
  /** For what may be asked again. */
  readonly patient: ElasticBeanstalkClient
  /** For what would happen twice: a request is sent again only where AWS refused it for being one too many. */
  readonly cautious: ElasticBeanstalkClient
  readonly gate: Gate
  /** Errors name what was tried and what the role needs for it. */
  attempt<Answer>(attempted: Attempted, work: () => Promise<Answer>): Promise<Answer>
  /** The same failure for an error that was looked at already. */
  explained(error: unknown, attempted: Attempted): Error
}

export function connectBeanstalk(place: Place, gate: Gate, clock: Clock): Connection {
  const options = clientOptions({ region: place.region, connections: 8 }, gate, clock)
  const explained = (error: unknown, { what, action, on }: Attempted): Error => {
    const asked = { what, action: `elasticbeanstalk:${action}`, resource: resourceOf(place, on) }
    return explain(error, asked, causes(place))
  }
  return {
    place,
    gate,
    explained,
    patient: guarded(new ElasticBeanstalkClient(options), gate),
    cautious: guarded(
      new ElasticBeanstalkClient({ ...options, retryStrategy: cautiousRetries(gatedClock(clock, gate)) }),
      gate,
    ),
    async attempt(attempted, work) {
      try {
        return await work()
      } catch (error) {
        gate.signal.throwIfAborted()
        throw explained(error, attempted)
      }
    },
  }
}

type Retries = ReturnType<typeof patientRetries>

function cautiousRetries(clock: Clock): Retries {
  const patient = patientRetries(clock)
  return {
    ...patient,
    async refreshRetryTokenForRetry(previous, failed) {
      if (failed.errorType !== 'THROTTLING') throw failed.error
      return await patient.refreshRetryTokenForRetry(previous, failed)
    },
  }
}

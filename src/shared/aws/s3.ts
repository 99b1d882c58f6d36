// A connection to S3: one client behind the gate, and how its failures are told.

import { S3Client } from '@aws-sdk/client-s3'
import { clientOptions, guarded, type Setting } from '../aws-client.ts'
import { explain } from '../aws-errors.ts'
import type { Clock } from '../clock.ts'
import type { Gate } from '../gate.ts'
import { ConditionRefused } from '../objects.ts'
import { keptConnections } from './connections.ts'
import { waitingForLeave } from './large-bodies.ts'
import { expectOwner, foreignOrDenied } from './owner.ts'
import type { Place } from './place.ts'
import { s3Causes } from './s3-causes.ts'
import { hearAnswers, type ServerTime, serverTime } from './server-time.ts'
import { Sha256 } from './sha256.ts'
import { type ShortWay, shortWay } from './short-way.ts'

/** What is tried, and the right that it takes. */
export interface Attempted {
  /** *Could not …*, without an end. */
  readonly what: string
  /** As in `s3:PutObject`. */
  readonly action: string
  /** That of the objects of the place, unless given. */
  readonly resource?: string
}

export interface S3 {
  readonly client: S3Client
  /** The only way for the operations that it knows. */
  readonly short: ShortWay
  readonly time: ServerTime
  /** Errors name what was tried and what the role needs for it; refused conditions come out as they are. */
  attempt<Answer>(place: Place, attempted: Attempted, work: () => Promise<Answer>): Promise<Answer>
}

export interface S3Setting extends Setting {
  /** The account that every bucket must belong to; whichever owns it unless given. */
  readonly owner?: string
}

export function connect({ owner, ...setting }: S3Setting, gate: Gate, clock: Clock): S3 {
  const client = guarded(
    new S3Client({
      ...clientOptions(setting, gate, clock),
      // Each upload carries the SHA-256 that is known already; another checksum would only cost time.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      sha256: Sha256,
      forcePathStyle: hasOwnEndpoint(process.env),
    }),
    gate,
  )
  const time = serverTime(clock)
  hearAnswers(client, time)
  if (owner !== undefined) expectOwner(client, owner)
  return {
    client,
    short: shortWay(client, { send: waitingForLeave(client, keptConnections(setting, gate)), time, owner }),
    time,
    async attempt({ bucket, region, objects }, { what, action, resource = objects }, work) {
      try {
        return await work()
      } catch (error) {
        gate.signal.throwIfAborted()
        if (error instanceof ConditionRefused) throw error
        const attempted = { what, action, resource }
        const foreign = owner === undefined ? undefined : foreignOrDenied(error, attempted, { bucket, owner })
        throw foreign ?? explain(error, attempted, s3Causes(bucket, region))
      }
    },
  }
}

/** Does the SDK's configuration name an S3 server of its own? Such servers rarely have a host name per bucket. */
function hasOwnEndpoint(env: Readonly<Record<string, string | undefined>>): boolean {
  return Boolean(env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL)
}

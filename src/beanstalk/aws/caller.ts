// Whose credentials these are, asked of STS.

import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { clientOptions, guarded } from '../../shared/aws-client.ts'
import { explain, isAwsError, isOfCredentials } from '../../shared/aws-errors.ts'
import type { Clock } from '../../shared/clock.ts'
import type { Gate } from '../../shared/gate.ts'
import type { Asked } from '../ports.ts'

const attempted = { what: 'Could not find out who deploys', action: 'sts:GetCallerIdentity', resource: '*' }

/**
 * No policy can deny it, but a network may have no way there.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 *
 * @param signal ends the asking
 * @throws {Failure} for credentials that are missing, have expired or are refused.
 */
export async function readCaller(region: string, gate: Gate, clock: Clock, signal: AbortSignal): Promise<Asked> {
  const client = guarded(new STSClient(clientOptions({ region, connections: 1 }, gate, clock)), gate)
  try {
    const { Arn: arn = '', Account: account = '' } = await client.send(new GetCallerIdentityCommand({}), {
      abortSignal: signal,
    })
    return { kind: 'known', caller: { arn, account } }
  } catch (error) {
    gate.signal.throwIfAborted()
    if (isOfCredentials(error)) throw explain(error, attempted)
    return { kind: 'unknown', why: isAwsError(error) ? `${error.name}: ${error.message}` : String(error) }
  }
}

// How our AWS clients are set up: connections, patience, retries, and credentials that run out.

import type { Clock } from './clock.ts'
import { ATTEMPTS, patientRetries } from './retry.ts'

/** Milliseconds without a byte after which a connection counts as dead. */
const SILENCE = 15_000

/** Options for any client of the AWS SDK; `connections` are kept alive between requests. */
export function clientOptions(region: string, connections: number, clock: Clock) {
  const agent = { keepAlive: true, maxSockets: connections }
  return {
    region,
    maxAttempts: ATTEMPTS,
    retryStrategy: patientRetries(clock),
    customUserAgent: 'colt-deploy',
    requestHandler: {
      connectionTimeout: SILENCE,
      socketTimeout: SILENCE,
      httpAgent: agent,
      httpsAgent: agent,
      // Waiting for a free connection is how parallelism is bounded here; it is nothing to warn about.
      socketAcquisitionWarningTimeout: 2 ** 31 - 1,
    },
  }
}

interface Client {
  readonly config: {
    readonly credentials: (options?: { readonly forceRefresh?: boolean }) => Promise<unknown>
  }
}

/**
 * Sends a request, and once more with fresh credentials where the answer is that they have expired.
 *
 * The SDK refreshes credentials that tell when they end; those of the environment do not.
 */
export async function withFreshCredentials<Answer>(client: Client, send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send()
  } catch (error) {
    if (!hasExpired(error)) throw error
    await client.config.credentials({ forceRefresh: true })
    return await send()
  }
}

const expired = new Set(['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired'])

export function hasExpired(error: unknown): boolean {
  return error instanceof Error && expired.has(error.name)
}

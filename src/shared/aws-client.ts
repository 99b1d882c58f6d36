// How our AWS clients are set up: connections, patience, retries, the gate, and credentials that run out.

import type { Clock } from './clock.ts'
import { type Gate, gatedClock } from './gate.ts'
import { ATTEMPTS, patientRetries } from './retry.ts'

/** Milliseconds without a byte after which a connection counts as dead. */
export const SILENCE = 15_000

export interface Setting {
  readonly region: string
  /** Kept alive between requests; as many requests can be under way at once. */
  readonly connections: number
}

/** Options for any client of the AWS SDK; it is to be {@link guarded} by the same gate. */
export function clientOptions({ region, connections }: Setting, gate: Gate, clock: Clock) {
  const agent = { keepAlive: true, maxSockets: connections }
  return {
    region,
    maxAttempts: ATTEMPTS,
    retryStrategy: patientRetries(gatedClock(clock, gate)),
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

type Middleware = <Args, Answer>(next: (args: Args) => Promise<Answer>) => (args: Args) => Promise<Answer>

interface HasCredentials {
  readonly config: {
    readonly credentials: (options?: { readonly forceRefresh?: boolean }) => Promise<unknown>
  }
}

/** What is asked of a client of the SDK, whichever service it is for. */
interface Client extends HasCredentials {
  readonly config: HasCredentials['config'] & {
    readonly requestHandler: {
      handle(request: never, options?: { readonly abortSignal?: AbortSignal }): Promise<unknown>
    }
  }
  readonly middlewareStack: {
    add(middleware: Middleware, place: { step: 'initialize'; priority: 'high'; name: string }): void
  }
}

/**
 * Makes every attempt of every request pass the gate, ends what is under way when it shuts, and lets a request survive
 * credentials that run out.
 *
 * What fails while the gate is shut failed because of that: ask `gate.signal` before explaining an error.
 */
export function guarded<Guarded extends Client>(client: Guarded, gate: Gate): Guarded {
  const { middlewareStack: stack, config } = client
  stack.add((next) => (args) => withFreshCredentials(client, () => next(args)), {
    step: 'initialize',
    priority: 'high',
    name: 'freshCredentials',
  })
  const handle = config.requestHandler.handle.bind(config.requestHandler)
  // Every attempt comes here last, when it is signed.
  config.requestHandler.handle = async (request, options) => {
    gate.pass()
    const signals = [gate.signal, ...(options?.abortSignal === undefined ? [] : [options.abortSignal])]
    return await handle(request, {
      ...options,
      abortSignal: signals.length === 1 ? gate.signal : AbortSignal.any(signals),
    })
  }
  return client
}

/**
 * Sends a request, and once more with fresh credentials where the answer is that they have expired.
 *
 * The SDK refreshes credentials that tell when they end; those of the environment do not.
 */
export async function withFreshCredentials<Answer>(
  client: HasCredentials,
  send: () => Promise<Answer>,
): Promise<Answer> {
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

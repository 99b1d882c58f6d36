// When an AWS call is tried again, and how long it waits before: six attempts with growing, random pauses.

import type { Clock } from './clock.ts'

export const ATTEMPTS = 6

/** Milliseconds: the first pause is at most this long, each further one may be twice as long. */
const FIRST_PAUSE = { throttled: 500, otherwise: 100 }
const LONGEST_PAUSE = 8000
const LONGEST_ASKED_FOR = 20_000

interface Attempt {
  getRetryCount(): number
  getRetryDelay(): number
}

/** What the SDK tells of a failed attempt. */
interface FailedAttempt {
  readonly error?: unknown
  /** The SDK's judgement, made from status, error code and network error. */
  readonly errorType: string
  /** When the service asks to come back (`Retry-After`). */
  readonly retryAfterHint?: Date
}

/**
 * A retry strategy for the AWS SDK: throttling in any status, 429, 5xx, an error inside a 200, timeouts and resets.
 *
 * A refused condition (409, 412, 404) is a question for the caller, and no other answer in 4xx gets better by asking again;
 * nor does a 501.
 * Unlike the SDK's own strategies it has no shared quota: with many requests under way, a few slow seconds of S3 must not
 * use up the attempts of the requests that come after them.
 */
export function patientRetries(clock: Clock, random: () => number = Math.random) {
  return {
    acquireInitialRetryToken: async (): Promise<Attempt> => attempt(0),
    async refreshRetryTokenForRetry(previous: Attempt, failed: FailedAttempt): Promise<Attempt> {
      const count = previous.getRetryCount() + 1
      if (isFinal(failed) || count >= ATTEMPTS) throw failed.error
      await clock.sleep(pauseBefore(count, failed, random))
      return attempt(count)
    },
    recordSuccess(): void {},
  }
}

/** Those refusals that get better by asking again, once the SDK has corrected its idea of the time. */
const mended = new Set([
  'RequestTimeTooSkewed',
  'RequestExpired',
  'RequestInTheFuture',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'RequestTimeout',
  'RequestTimeoutException',
])

interface SdkError {
  readonly name?: string
  readonly $metadata?: { readonly httpStatusCode?: number; readonly clockSkewCorrected?: boolean }
}

/** Where the clock of this machine is off, the SDK calls every refusal transient: it has just corrected the time. */
function isFinal({ error, errorType }: FailedAttempt): boolean {
  const { name = '', $metadata: { httpStatusCode: status = 0, clockSkewCorrected = false } = {} }: SdkError =
    Object(error)
  if (errorType === 'CLIENT_ERROR' || name === 'NotImplemented') return true
  return errorType === 'TRANSIENT' && clockSkewCorrected && status < 500 && !mended.has(name)
}

function attempt(count: number): Attempt {
  return { getRetryCount: () => count, getRetryDelay: () => 0 }
}

function pauseBefore(count: number, failed: FailedAttempt, random: () => number): number {
  const first = failed.errorType === 'THROTTLING' ? FIRST_PAUSE.throttled : FIRST_PAUSE.otherwise
  const pause = Math.min(first * 2 ** (count - 1), LONGEST_PAUSE) * random()
  const asked = failed.retryAfterHint ? failed.retryAfterHint.getTime() - Date.now() : 0
  return Math.max(pause, Math.min(asked, LONGEST_ASKED_FOR))
}

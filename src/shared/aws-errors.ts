// What an AWS error means to the person who reads it: the cause in plain words, and the cure.

import { hasExpired } from './aws-client.ts'
import { Failure } from './failure.ts'
import { ATTEMPTS } from './retry.ts'

/** What was tried, and what it takes. */
export interface Attempted {
  /** *Could not …*, without an end. */
  readonly what: string
  /** The IAM action, as in `s3:PutObject`. */
  readonly action: string
  /** The resource of that action, as in a policy. */
  readonly resource: string
}

/** Causes that only one service knows, by error code. */
export type Causes = Readonly<Record<string, (error: AwsError) => Cause>>

export interface Cause {
  readonly why: string
  readonly hint: string
}

/** An error as the SDK throws it; everything that a server may leave out is optional. */
export interface AwsError extends Error {
  readonly code?: string
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string }
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> }
  readonly Region?: string
}

/** Turns an SDK error into a {@link Failure} that names cause and cure; a Failure stays as it is, and so do several. */
export function explain(error: unknown, attempted: Attempted, causes: Causes = {}): Failure | AggregateError {
  if (error instanceof Failure) return error
  if (error instanceof AggregateError) {
    return new AggregateError(error.errors.map((one) => explain(one, attempted, causes)))
  }
  const { why, hint } = isAwsError(error) ? causeOf(error, attempted, causes) : { why: String(error), hint: '' }
  return new Failure(attempted.what, { why, hint, cause: error })
}

export function isAwsError(error: unknown): error is AwsError {
  return error instanceof Error
}

/** The HTTP status of an AWS error, 0 where there was no answer. */
export function statusOf(error: unknown): number {
  return isAwsError(error) ? (error.$metadata?.httpStatusCode ?? 0) : 0
}

function causeOf(error: AwsError, { action, resource }: Attempted, causes: Causes): Cause {
  const special = causes[error.name]
  if (special) return special(error)
  if (isDenied(error)) return { why: denialOf(error), hint: `The role needs ${action} on ${resource}.` }
  const known = general.find(([applies]) => applies(error))
  return known ? known[1](error) : { why: `${error.name}: ${error.message}${requestOf(error)}`, hint: '' }
}

/** HEAD answers have no body, so a refusal there is known by its status alone. */
export function isDenied(error: unknown): boolean {
  if (!isAwsError(error)) return false
  const named = /^AccessDenied(Exception)?$/.test(error.name)
  return named || (statusOf(error) === 403 && /^(403|Forbidden|Unknown|UnknownError|Error)$/.test(error.name))
}

/** AWS often tells who lacks what, which may be another right than the one of the call itself (a KMS key's, say). */
function denialOf(error: AwsError): string {
  return /not authorized/i.test(error.message) ? `AccessDenied (${error.message})` : 'AccessDenied'
}

const foreign = new Set([
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
  'InvalidToken',
])
const offline = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
])
const throttled = /^(SlowDown|Throttl.*|RequestLimitExceeded|RequestThrottled.*|TooManyRequests.*)$/

/** Is it the credentials themselves, or the clock that they are signed by, that are at fault? */
export function isOfCredentials(error: unknown): boolean {
  return isAwsError(error) && aboutCredentials.some(([applies]) => applies(error))
}

type Known = readonly [(error: AwsError) => boolean, (error: AwsError) => Cause]

const aboutCredentials: readonly Known[] = [
  [
    (error) => error.name === 'CredentialsProviderError' || /credential is missing/i.test(error.message),
    () => ({
      why: 'no AWS credentials were found',
      hint: 'Run aws-actions/configure-aws-credentials before this step, and give the job `id-token: write`.',
    }),
  ],
  [
    hasExpired,
    () => ({
      why: 'the AWS credentials have expired',
      hint: 'Run aws-actions/configure-aws-credentials directly before this step, or raise its role-duration-seconds.',
    }),
  ],
  [
    (error) => foreign.has(error.name),
    (error) => ({
      why: `AWS does not accept these credentials (${error.name})`,
      hint:
        'Run aws-actions/configure-aws-credentials directly before this step, with `id-token: write` for the job, ' +
        'or check which role or key is put into the environment; a session token belongs to it.',
    }),
  ],
  [
    (error) => /^(RequestTimeTooSkewed|RequestExpired|RequestInTheFuture)$/.test(error.name),
    () => ({
      why: `the clock of this machine is off (${new Date().toISOString()})`,
      hint: 'AWS allows 15 minutes. Set the clock of the runner, for example by NTP.',
    }),
  ],
]

const general: readonly Known[] = [
  ...aboutCredentials,
  [
    (error) => throttled.test(error.name) || statusOf(error) === 429,
    (error) => ({
      why: `AWS asked to slow down (${error.name}), ${ATTEMPTS} times in a row`,
      hint: 'Run again later, or with a lower `concurrency`.',
    }),
  ],
  [
    (error) => offline.has(error.code ?? '') || error.name === 'TimeoutError',
    (error) => ({
      why: `AWS could not be reached (${error.code ?? error.message})`,
      hint: 'Check the network of the runner, and the region, then run again: what is done already is not done twice.',
    }),
  ],
  [
    (error) => statusOf(error) >= 500,
    (error) => ({
      why: `AWS failed (${error.name}, status ${statusOf(error)}), ${ATTEMPTS} times in a row${requestOf(error)}`,
      hint: 'Run again later: what is done already is not done twice.',
    }),
  ],
]

function requestOf(error: AwsError): string {
  return error.$metadata?.requestId ? ` (request ${error.$metadata.requestId})` : ''
}

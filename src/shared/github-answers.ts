// What GitHub answers, or fails to answer, in words; nothing of a request is ever quoted.

import { Failure } from './failure.ts'

/** An error as Octokit throws it; without a response where GitHub was not reached. */
interface RequestError {
  readonly response?: {
    readonly status: number
    readonly headers: Readonly<Record<string, string | number | undefined>>
  }
  readonly code?: unknown
  readonly cause?: unknown
}

/** How a question was asked, and what its refusals mean. */
export interface Asked {
  readonly signal: AbortSignal
  /** Milliseconds after which the signal is aborted. */
  readonly patience: number
  readonly refusals: Readonly<Record<403 | 404, string>>
}

/** What goes into a path is checked before. @throws {Failure} */
export function checkRepository(token: string, repository: string): void {
  if (token === '') throw unanswered('there is no token')
  if (!/^[\w-]+\/(?!\.{1,2}$)[\w.-]+$/.test(repository)) throw unanswered('the repository is not known')
}

export function unanswered(why: string): Failure {
  return new Failure('GitHub gave no answer', { why })
}

/** Once more after a failure that may pass; past the deadline that sends nothing. */
export async function twice<Result>(attempt: () => Promise<Result>): Promise<Result> {
  try {
    return await attempt()
  } catch (error) {
    const status = isRequestError(error) ? error.response?.status : undefined
    if (status !== undefined && status < 500) throw error
    return await attempt()
  }
}

/** The token lacks a right, as far as the answer tells; a spent limit is none. */
export function isRefused(error: unknown): boolean {
  if (!isRequestError(error) || !error.response) return false
  const { status } = error.response
  return status === 404 || (status === 403 && !isLimited(error.response))
}

/** Never the message of an error: it may quote the request. */
export function reasonOf(error: unknown, { signal, patience, refusals }: Asked): string {
  if (signal.aborted) return `it gave no answer within ${patience / 1000} seconds`
  if (error instanceof Failure) return error.why
  if (!isRequestError(error) || !error.response) return `it could not be reached${codeOf(error)}`
  const { status } = error.response
  if (status >= 500) return `it failed (${status})`
  if (status === 401) return 'it does not accept the token (401)'
  if (isLimited(error.response)) return `it was asked too often (${status})`
  return status === 403 || status === 404 ? refusals[status] : `it answered with status ${status}`
}

function isLimited({ status, headers }: NonNullable<RequestError['response']>): boolean {
  return status === 429 || headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0'
}

/** Errors of Node's core are not always an instance of this realm's `Error`. */
function isRequestError(error: unknown): error is RequestError {
  return typeof error === 'object' && error !== null
}

/** The first error code along the causes, as in ` (ECONNREFUSED)`. */
function codeOf(error: unknown): string {
  if (!isRequestError(error)) return ''
  return typeof error.code === 'string' ? ` (${error.code})` : codeOf(error.cause)
}

// For how long an edge may keep the answer to a file that is missing, and which pages it may have answered with.

import type { Distribution, ErrorResponse } from '../distribution-model.ts'
import type { Headers } from '../file-model.ts'
import { secondsKeptAsError } from './caching.ts'
import { asSent } from './viewer-paths.ts'

/** Seconds for which CloudFront keeps an error where nothing else is set: too short for anyone to have asked meanwhile. */
const DEFAULT_ERROR_TTL = 10

/** The headers under which copies of a file may lie at an edge, or will; undefined among them where nobody knows. */
export type HeadersOfAddress = (address: string) => readonly (Headers | undefined)[]

/** Of the statuses with which S3 answers that it has no such file, without and with the right to list the bucket. */
function responsesToMissing({ errorResponses }: Distribution): readonly ErrorResponse[] {
  return errorResponses.filter(({ status }) => status === 403 || status === 404)
}

/** May it be kept for long enough that somebody has asked too early, and gets it still? */
export function isErrorKept(distribution: Distribution, headersOf: HeadersOfAddress): boolean {
  return responsesToMissing(distribution).some(
    (response) =>
      response.ttl > DEFAULT_ERROR_TTL ||
      (response.page !== '' && headersOf(asSent(response.page)).some((headers) => isKeptLong(response, headers))),
  )
}

/** A page that answers for missing files is kept under whatever address was asked for: is this one, for too long? */
export function isKeptEverywhere(
  address: string,
  earlier: readonly (Headers | undefined)[],
  distribution: Distribution,
): boolean {
  return responsesToMissing(distribution).some(
    (response) =>
      (response.page === address || asSent(response.page) === address) &&
      (response.ttl > DEFAULT_ERROR_TTL || earlier.some((headers) => isKeptLong(response, headers))),
  )
}

function isKeptLong({ ttl }: ErrorResponse, headers: Headers | undefined): boolean {
  return secondsKeptAsError(headers, ttl) > DEFAULT_ERROR_TTL
}

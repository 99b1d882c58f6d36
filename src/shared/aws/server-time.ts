// S3's own clock, as the Date headers of its answers tell it.

import type { S3Client } from '@aws-sdk/client-s3'
import type { Clock } from '../clock.ts'

export interface ServerTime {
  /** Milliseconds since 1970: the Date of the latest answer and the time since then; before any answer our own. */
  now(): number
  /** The Date of the latest answer; 0 before any. */
  latest(): number
  /** The Date of the answer that this is the output of; undefined where it had none. */
  of(output: object): number | undefined
}

export function serverTime({ middlewareStack }: S3Client, clock: Clock): ServerTime {
  const dates = new WeakMap<object, number>()
  let latest: { readonly date: number; readonly heard: number } | undefined

  function hear(response: unknown): number | undefined {
    const date = Date.parse(dateHeaderOf(response))
    if (Number.isNaN(date)) return undefined
    latest = { date, heard: clock.monotonic() }
    return date
  }

  middlewareStack.add(
    (next) => async (args) => {
      try {
        const answer = await next(args)
        const date = hear(answer.response)
        if (date !== undefined && answer.output !== undefined) dates.set(answer.output, date)
        return answer
      } catch (error) {
        if (error instanceof Error && '$response' in error) hear(error.$response)
        throw error
      }
    },
    { step: 'deserialize', priority: 'high', name: 'serverTime' },
  )

  return {
    now: () => (latest === undefined ? Date.now() : latest.date + clock.monotonic() - latest.heard),
    latest: () => latest?.date ?? 0,
    of: (output) => dates.get(output),
  }
}

/** The SDK leaves open what a response is. */
function dateHeaderOf(response: unknown): string {
  const { headers }: { readonly headers?: { readonly date?: string } } = Object(response)
  return headers?.date ?? ''
}

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

export interface Listening extends ServerTime {
  /** @param output of the answer, where it was no error. */
  hear(response: unknown, output?: object): void
}

export function serverTime(clock: Clock): Listening {
  const dates = new WeakMap<object, number>()
  const parsed = lastParsed()
  let latest: { readonly date: number; readonly heard: number } | undefined
  return {
    now: () => (latest === undefined ? Date.now() : latest.date + clock.monotonic() - latest.heard),
    latest: () => latest?.date ?? 0,
    of: (output) => dates.get(output),
    hear(response, output) {
      const date = parsed(dateHeaderOf(response))
      if (Number.isNaN(date)) return
      latest = { date, heard: clock.monotonic() }
      if (output !== undefined) dates.set(output, date)
    },
  }
}

/** All answers of a second tell the same, and to read it takes longer than to compare it. */
function lastParsed(): (text: string) => number {
  let last = { text: '', date: Number.NaN }
  return (text) => {
    if (text !== last.text) last = { text, date: Date.parse(text) }
    return last.date
  }
}

/** What the client of the SDK is answered is heard, too. */
export function hearAnswers({ middlewareStack }: S3Client, time: Listening): void {
  middlewareStack.add(
    (next) => async (args) => {
      try {
        const answer = await next(args)
        time.hear(answer.response, answer.output)
        return answer
      } catch (error) {
        if (error instanceof Error && '$response' in error) time.hear(error.$response)
        throw error
      }
    },
    { step: 'deserialize', priority: 'high', name: 'serverTime' },
  )
}

/** The SDK leaves open what a response is. */
function dateHeaderOf(response: unknown): string {
  const { headers }: { readonly headers?: { readonly date?: string } } = Object(response)
  return headers?.date ?? ''
}

// What lies in the bucket after a run: the site as visitors get it, and the records beside it.

import { createHash } from 'node:crypto'
import type { CurrentRecord } from '../../../src/site/record-model.ts'
import { readCurrent } from '../../../src/site/records/current.ts'
import { BUCKET, type Stage } from './stage.ts'

const STATE = '.colt-deploy/dist/'

/** Bytes and headers of every file below the prefix: two sites that are equal in them look the same to visitors. */
export function liveSite({ aws }: Stage, prefix = 'dist/'): Readonly<Record<string, unknown>> {
  const keys = aws.buckets.keys(BUCKET, prefix)
  return Object.fromEntries(
    keys.map((key) => {
      const object = aws.buckets.get(BUCKET, key)
      return [key, { body: object?.body.toString(), headers: object?.headers }]
    }),
  )
}

/** The body of one file of the site. */
export function textOf({ aws }: Stage, path: string): string | undefined {
  return aws.buckets.get(BUCKET, `dist/${path}`)?.body.toString()
}

/** The record of what is live. */
export function recordOf(stage: Stage): CurrentRecord {
  const body = stage.aws.buckets.get(BUCKET, `${STATE}current.json`)?.body
  if (body === undefined) throw new Error('Nothing is recorded.')
  return readCurrent(body, 'current.json', { bucket: BUCKET, prefix: 'dist' })
}

/** The names of what lies beside the site, as in `releases/00000001.json`. */
export function stateOf({ aws }: Stage): string[] {
  return aws.buckets.keys(BUCKET, STATE).map((key) => key.slice(STATE.length))
}

/** The name under which content is kept. */
export function keptAs(content: string | Uint8Array): string {
  return `kept/${createHash('sha256').update(content).digest('hex')}`
}

/** Who holds the lease, or that it is free. */
export function leaseOf({ aws }: Stage): { readonly state: string; readonly fence: number } {
  return JSON.parse(aws.buckets.get(BUCKET, `${STATE}lease.json`)?.body.toString() ?? '{}')
}

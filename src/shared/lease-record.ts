// The lease as it lies in the store: who may write, and under which number.

import { Failure } from './failure.ts'
import type { ObjectStore } from './objects.ts'

export const LEASE = 'lease.json'

const FORMAT = 1

/** Who takes a lease, for people to read. */
export interface Holder {
  /** `owner/name` */
  readonly repository: string
  /** Address of the run; its ID where there is none. */
  readonly run: string
  readonly attempt: number
  readonly job: string
}

export interface LeaseRecord extends Holder {
  /** A free one names who had it last. */
  readonly state: 'taken' | 'free'
  /** One higher with every taking. */
  readonly fence: number
  /** Random, and another one for every process. */
  readonly holder: string
  /** Random, and another one for every write, so that every write has an ETag of its own. */
  readonly nonce: string
}

export interface SeenLease {
  readonly record: LeaseRecord
  readonly etag: string
  /** Milliseconds since it was taken or renewed, by the store's own clock. */
  readonly age: number
}

/** Looks at the lease; undefined where nobody ever took one. */
export async function readLease(store: ObjectStore): Promise<SeenLease | undefined> {
  const object = await store.get(LEASE)
  if (object === undefined) return undefined
  return { record: recordIn(object.body, store.place), etag: object.etag, age: object.age }
}

/** The same record has the same bytes, in lines that people can read. */
export function bodyOf({ state, fence, holder, repository, run, attempt, job, nonce }: LeaseRecord): Buffer {
  const content = { format: FORMAT, state, fence, holder, repository, run, attempt, job, nonce }
  return Buffer.from(`${JSON.stringify(content, null, 2)}\n`)
}

/** `octo/shop (run https://github.com/octo/shop/actions/runs/7, attempt 1, job deploy)` */
export function nameOf({ repository, run, attempt, job }: Holder): string {
  return `${repository} (run ${run}, attempt ${attempt}, job ${job})`
}

function recordIn(body: Buffer, place: string): LeaseRecord {
  const content = parsed(body)
  if (isNewer(content)) {
    throw new Failure(`Could not read the lease ${place}${LEASE}`, {
      why: `it was written by a newer version (format ${content.format})`,
      hint: 'Use at least that version.',
    })
  }
  if (isRecord(content)) return content
  throw new Failure(`Could not read the lease ${place}${LEASE}`, {
    why: 'it is damaged',
    hint: 'Delete that object while no deploy is running, then run again.',
  })
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}

function isNewer(content: unknown): content is { readonly format: number } {
  return isObject(content) && typeof content.format === 'number' && content.format > FORMAT
}

const isText = (value: unknown): boolean => typeof value === 'string'
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) > 0

function isRecord(content: unknown): content is LeaseRecord {
  if (!isObject(content) || content.format !== FORMAT) return false
  const { state, fence, holder, repository, run, attempt, job, nonce } = content
  const known = state === 'taken' || state === 'free'
  return known && isCount(fence) && isCount(attempt) && [holder, repository, run, job, nonce].every(isText)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

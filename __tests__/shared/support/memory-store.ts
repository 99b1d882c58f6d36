// Objects with conditions in memory, and the way there, on which a test lets things go wrong.

import { createHash } from 'node:crypto'
import { type Condition, ConditionRefused, type ObjectStore } from '../../../src/shared/objects.ts'

export interface MemoryStore extends ObjectStore {
  /** Undefined where there is no such object. */
  text(name: string): string | undefined
  /** Puts an object there, with no condition. */
  set(name: string, text: string): void
  delete(name: string): void
}

/** A store with a clock of its own, in milliseconds since 1970; as in S3, its stamps have whole seconds. */
export function memoryStore(now: () => number): MemoryStore {
  const objects = new Map<string, { readonly body: Buffer; readonly etag: string; readonly written: number }>()
  const second = (): number => Math.floor(now() / 1000) * 1000

  function write(name: string, body: Buffer): string {
    const etag = createHash('md5').update(body).digest('hex')
    objects.set(name, { body, etag, written: second() })
    return etag
  }

  return {
    place: 's3://state/.colt-deploy/site/',
    text: (name) => objects.get(name)?.body.toString(),
    set: (name, text) => void write(name, Buffer.from(text)),
    delete: (name) => void objects.delete(name),
    async get(name) {
      const object = objects.get(name)
      return object && { body: object.body, etag: object.etag, age: second() - object.written }
    },
    async put(name, body, condition) {
      const status = refusal(condition, objects.get(name)?.etag)
      if (status !== undefined) throw new ConditionRefused(name, status, undefined)
      return write(name, body)
    },
  }
}

function refusal(condition: Condition, etag: string | undefined): number | undefined {
  if ('absent' in condition) return etag === undefined ? undefined : 412
  if (etag === undefined) return 404
  return etag === condition.etag ? undefined : 412
}

/** What happens to one request on its way; each step is taken where it is given. */
export interface Trouble {
  /** It arrives when this is over. */
  readonly before?: () => Promise<unknown>
  /** It never arrives. */
  readonly failed?: Error
  /** Another write is under way. */
  readonly conflict?: boolean
  /** So it is answered as well, but it is its own first sending that is under way, and arrives when this is over. */
  readonly behind?: () => Promise<unknown>
  /** It arrives, no answer comes back, and when this is over the client sends it again by itself. */
  readonly repeated?: () => Promise<unknown>
  /** The answer arrives when this is over. */
  readonly after?: () => Promise<unknown>
  /** The answer never arrives. */
  readonly lost?: Error
}

export type Verb = 'get' | 'put'

export interface Way extends ObjectStore {
  /** What was sent, in order. */
  readonly sent: readonly Verb[]
  /** The next requests of this kind meet these, in turn. */
  next(verb: Verb, ...troubles: readonly Trouble[]): void
  /** Every request, or every one of this kind, meets this from now on. */
  always(trouble: Trouble, verb?: Verb): void
}

/** One client's way to a store. */
export function wayTo(store: ObjectStore): Way {
  const coming: { readonly [verb in Verb]: Trouble[] } = { get: [], put: [] }
  const sent: Verb[] = []
  const lasting: { [verb in Verb]: Trouble } = { get: {}, put: {} }

  async function pass<Answer>(verb: Verb, name: string, request: () => Promise<Answer>): Promise<Answer> {
    sent.push(verb)
    const { before, failed, conflict, behind, repeated, after, lost } = coming[verb].shift() ?? lasting[verb]
    await before?.()
    if (behind) void Promise.allSettled([behind().then(request)])
    if (failed) throw failed
    if (conflict || behind) throw new ConditionRefused(name, 409, undefined)
    const answer = repeated ? request().then(repeated).then(request) : request()
    await Promise.allSettled([answer])
    await after?.()
    if (lost) throw lost
    return await answer
  }

  return {
    place: store.place,
    sent,
    next: (verb, ...troubles) => void coming[verb].push(...troubles),
    always(trouble, verb) {
      if (verb !== 'put') lasting.get = trouble
      if (verb !== 'get') lasting.put = trouble
    },
    get: (name) => pass('get', name, () => store.get(name)),
    put: (name, body, condition) => pass('put', name, () => store.put(name, body, condition)),
  }
}

/** A request, or its answer, that never arrives. */
export const never = (): Promise<never> => new Promise(() => {})

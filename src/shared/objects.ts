// Objects with conditions: all that a lease and a ledger ask of a store.

/** What must hold for a write to happen: the key is absent, or still has this ETag. */
export type Condition = { readonly absent: true } | { readonly etag: string }

/** The store did not write because the condition does not hold (412, 404), or because another write was under way (409). */
export class ConditionRefused extends Error {
  readonly status: number

  constructor(key: string, status: number, cause: unknown) {
    super(`The condition for ${key} was refused (${status})`, { cause })
    this.name = 'ConditionRefused'
    this.status = status
  }
}

export interface StoredObject {
  readonly body: Buffer
  /** Without quotes. */
  readonly etag: string
  /** Milliseconds since it was written, by the store's own clock: `Date` − `Last-Modified` of this very answer. */
  readonly age: number
}

/** Small objects by name. */
export interface ObjectStore {
  /** How people find it, as in `s3://bucket/.colt-deploy/dist/`. */
  readonly place: string
  /** Undefined where there is no such object. */
  get(name: string): Promise<StoredObject | undefined>
  /** Answers the new ETag. @throws {ConditionRefused} */
  put(name: string, body: Buffer, condition: Condition): Promise<string>
}

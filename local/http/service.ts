import type { ServiceName, Subject } from '../journal.ts'
import type { Call } from './call.ts'
import type { Refusal, Reply } from './reply.ts'

/** One AWS service at the common endpoint. */
export interface Service {
  readonly name: Exclude<ServiceName, 'edge'>
  /** Is this request for the service? Asked when no signature says which service it is for. */
  claims(call: Call): boolean
  /** What is being asked for; what the service does not know becomes an operation that refuses. */
  operationOf(call: Call): Operation
  /** The error document of this service. */
  refuse(refusal: Refusal, call: Call): Reply
  /** Headers that every answer of this service carries. */
  headers(call: Call): Readonly<Record<string, string>>
  /** What it answers to who has no right to an operation; a refusal that says so unless given. */
  unseen?(call: Call): Reply | undefined
  /** The answers to a missing and to an unknown access key, and to a request signed at another time. */
  readonly denials: Denials
}

export interface Operation {
  readonly name: string
  readonly subject: Subject
  readonly changes: boolean
  act(): Reply
}

export interface Denials {
  readonly anonymous: Refusal
  readonly unknownKey: Refusal
  readonly skewed: Refusal
}

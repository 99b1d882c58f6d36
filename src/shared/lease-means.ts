import type { Clock } from './clock.ts'
import type { Gate } from './gate.ts'
import type { SeenLease } from './lease-record.ts'
import type { Log } from './log.ts'
import type { ObjectStore } from './objects.ts'

/** What a lease is taken and kept with. */
export interface LeaseMeans {
  /** Does not pass the gate: a lease is given back where the gate is shut, too. */
  readonly store: ObjectStore
  /** Does not end with the gate either. */
  readonly clock: Clock
  /** Shut when the lease is lost. */
  readonly gate: Gate
  readonly log: Log
  readonly random?: () => number
  /** What lay there when somebody looked; a lease that is still the same need not be looked at again. */
  readonly seen?: { readonly lease: SeenLease | undefined } | undefined
}

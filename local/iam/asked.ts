import type { Holdings } from '../cloudfront/distributions.ts'
import type { World } from '../elasticbeanstalk/world.ts'
import type { Call } from '../http/call.ts'
import type { Operation } from '../http/service.ts'
import type { Store } from '../s3/store.ts'
import type { Right } from './decision.ts'

/** All that there is, for what a request touches is often known by what is there. */
export interface Estate {
  readonly store: Store
  readonly world: World
  readonly holdings: Holdings
}

/** A request that somebody has to have rights for. */
export interface Asked {
  readonly call: Call
  readonly operation: Pick<Operation, 'name' | 'subject'>
  readonly estate: Estate
}

/** The rights that each operation of a service takes. One that is not in the table is not known to the service either. */
export type Rights = Readonly<Record<string, (asked: Asked) => readonly Right[]>>

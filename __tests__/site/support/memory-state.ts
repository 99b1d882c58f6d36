// The state beside a site in memory: it keeps conditions, tells the time, and remembers what it was asked.

import type { State } from '../../../src/site/ports.ts'
import type { FakeClock } from '../../shared/support/clock.ts'
import { BEGINNING, md5, type Stored, sha256, shelf, type Trouble } from './memory-objects.ts'

export interface MemoryState extends State {
  readonly objects: Map<string, Stored>
  /** Requests in the order in which they came: `get current.json`, `put lease.json`, `list`, … */
  readonly asked: readonly string[]
  readonly clock: FakeClock
  /** Undefined where there is no such object. */
  text(name: string): string | undefined
  /** Content that a bucket keeps here; answers its ETag. */
  keep(name: string, object: Stored): string
  /** That version of an object. @throws {ConditionRefused} */
  version(name: string, etag: string): Stored
}

export interface StateTrouble extends Trouble {
  /** False for a server that writes whatever the condition. */
  readonly conditions?: boolean
}

export function memoryState(objects: Readonly<Record<string, Stored>> = {}, trouble: StateTrouble = {}): MemoryState {
  const { conditions = true } = trouble
  const { all, asked, clock, now, answer, version, write, remove } = shelf(objects, trouble)
  return {
    place: 's3://shop/.colt-deploy/dist/',
    objects: all,
    asked,
    clock,
    now,
    version,
    keep: (name, object) => write(name, object),
    text: (name) => all.get(name)?.body.toString(),
    get: (name) =>
      answer(`get ${name}`, () => {
        const found = all.get(name)
        if (found === undefined) return undefined
        const { body, etag, modified = BEGINNING } = found
        return { body, etag, age: Math.floor(now() / 1000) * 1000 - modified }
      }),
    put: (name, body, condition) =>
      answer(`put ${name}`, () =>
        write(name, { body, headers: {}, etag: md5(body), sha256: sha256(body) }, conditions ? condition : undefined),
      ),
    list: () =>
      answer('list', () => [...all].map(([name, { body, etag }]) => ({ name, size: body.length, etag })).sort(byName)),
    remove: (name, etag) => answer(`remove ${name}`, () => remove(name, etag)),
    hasConditions: () => answer('conditions', () => conditions),
  }
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name < other.name ? -1 : 1
}

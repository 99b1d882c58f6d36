// Environment variables of one's own for each of several writers in this process: the SDK finds credentials there.

import { AsyncLocalStorage } from 'node:async_hooks'

type Variables = Readonly<Record<string, string | undefined>>

const own = new AsyncLocalStorage<Variables>()

process.env = new Proxy(process.env, {
  get: (shared, name) => own.getStore()?.[String(name)] ?? Reflect.get(shared, name),
})

/** Does the work, and whatever follows from it, with these variables. */
export function withEnvironment<Result>(variables: Variables, work: () => Result): Result {
  return own.run(variables, work)
}

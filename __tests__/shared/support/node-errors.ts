// Jest runs tests in a realm of their own, where errors of Node's core are no `Error`. Imported, this file mends that.

import { isNativeError } from 'node:util/types'

const ordinary = Function.prototype[Symbol.hasInstance]

Object.defineProperty(Error, Symbol.hasInstance, {
  // Classes that extend Error inherit this, and go on as before.
  value(this: unknown, value: unknown): boolean {
    return this === Error ? isNativeError(value) : ordinary.call(this, value)
  },
})

// How it is told that a record cannot be gone by.

import { Failure } from '../failure.ts'

/** Makes the Failure that says why; another hint where the usual one would be wrong. */
export type Refuse = (why: string, more?: { readonly hint?: string; readonly cause?: unknown }) => Failure

export function refuseToRead(where: string, hint: string): Refuse {
  return (why, more) => new Failure(`Could not read ${where}`, { why, hint, ...more })
}

export function refuseToWrite(name: string): Refuse {
  return (why, more) =>
    new Failure(`Could not write ${name}`, {
      why,
      hint: 'No deploy could read it again. This is a fault of the action: please report it.',
      ...more,
    })
}

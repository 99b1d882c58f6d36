// What may happen to a site, one thing after the other, as plain data that a failing test can print.

import fc from 'fast-check'

export type Step =
  | {
      readonly kind: 'deploy'
      readonly version: number
      readonly older: boolean
      readonly keeps: Keeps
      readonly by: Run
    }
  | { readonly kind: 'roll back'; readonly which: number | undefined; readonly by: Run }
  | { readonly kind: 'resume'; readonly by: Run }
  | { readonly kind: 'edit'; readonly how: 'change' | 'delete' | 'headers'; readonly which: number }
  | { readonly kind: 'plant'; readonly name: string }
  | { readonly kind: 'wait'; readonly hours: number }
  | { readonly kind: 'wake'; readonly first: boolean }

interface Keeps {
  readonly releases: number
  readonly days: number
}

export interface Run {
  /** What its monotonic clock shows when it begins. */
  readonly offset: number
  /** What happens to its request with that number, if it makes as many. */
  readonly mishap: Mishap | undefined
}

export interface Mishap {
  readonly what: 'die before' | 'die after' | 'freeze' | 'deny' | 'lose the answer'
  readonly at: number
}

const mishap: fc.Arbitrary<Mishap | undefined> = fc.option(
  fc.record({
    what: fc.constantFrom('die before', 'die after', 'freeze', 'deny', 'lose the answer'),
    at: fc.integer({ min: 1, max: 45 }),
  }),
  { nil: undefined, freq: 1 },
)

const by: fc.Arbitrary<Run> = fc.record({ offset: fc.constantFrom(0, 1_000_000, 900_000_000), mishap })

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constant('deploy' as const),
      version: fc.integer({ min: 1, max: 6 }),
      older: fc.boolean(),
      keeps: fc.record({ releases: fc.integer({ min: 1, max: 4 }), days: fc.constantFrom(0, 0, 1) }),
      by,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('roll back' as const),
      which: fc.option(fc.nat({ max: 5 }), { nil: undefined }),
      by,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('resume' as const), by }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('edit' as const),
      how: fc.constantFrom('change', 'delete', 'headers'),
      which: fc.nat({ max: 30 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('plant' as const), name: fc.constantFrom('a.txt', 'b.html') }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wake' as const), first: fc.boolean() }) },
)

export const sequences: fc.Arbitrary<readonly Step[]> = fc.array(step, { minLength: 4, maxLength: 11 })

// Which addresses are looked at, each once, and which are left out because there are so many.

import type { Check } from './model.ts'
import { evenly } from './sample.ts'

export interface Register {
  /** Those that nobody has taken yet. */
  take(checks: readonly Check[]): readonly Check[]
  /** So many of those that nobody has taken yet, evenly. */
  sample(checks: readonly Check[], most: number): readonly Check[]
  leftOut(): number
}

export function newRegister(): Register {
  const [known, out] = [new Set<string>(), new Set<string>()]
  const take = (checks: readonly Check[]): readonly Check[] =>
    checks.filter(({ address }) => {
      const isNew = !known.has(address)
      known.add(address)
      return isNew
    })
  return {
    take,
    sample(checks, most) {
      const each = [...new Map(checks.map((check) => [check.address, check])).values()]
      const fresh = each.filter(({ address }) => !known.has(address))
      const chosen = take(evenly(fresh, most))
      for (const { address } of fresh) if (!known.has(address)) out.add(address)
      return chosen
    },
    leftOut: () => [...out].filter((address) => !known.has(address)).length,
  }
}

// A CDN in memory whose invalidations complete after as many looks as a test wants.

import type { Distribution } from '../../../src/site/distribution-model.ts'
import type { Cdn, Tags } from '../../../src/site/ports.ts'

export interface MemoryCdn extends Cdn {
  /** Requests in the order in which they came: `invalidate E1 /index.html /`, `look E1 I1`, … */
  readonly asked: readonly string[]
  /** The caller references, in the order in which they came. */
  readonly references: readonly string[]
}

export interface CdnTrouble {
  readonly distributions?: readonly Distribution[]
  /** Looks after which an invalidation is complete; 0 where it is from the beginning. */
  readonly looks?: number
  /** How often it answers that too many invalidations are in progress. */
  readonly full?: number
  /** Runs before a request is obeyed; what it throws is the answer. */
  readonly before?: (request: string) => Promise<void> | void
  readonly tags?: (distribution: Distribution) => Tags | undefined
}

export function memoryCdn(trouble: CdnTrouble = {}): MemoryCdn {
  const { distributions = [], looks = 0 } = trouble
  const asked: string[] = []
  const references: string[] = []
  const looked = new Map<string, number>()
  let full = trouble.full ?? 0

  async function ask(request: string): Promise<void> {
    asked.push(request)
    await trouble.before?.(request)
  }

  return {
    asked,
    references,
    find: async (idOrHost) => {
      await ask(`find ${idOrHost}`)
      const found = distributions.find(({ id, aliases }) => id === idOrHost || aliases.includes(idOrHost))
      if (found === undefined) throw new Error(`no distribution ${idOrHost}`)
      return found
    },
    tags: async (distribution) => {
      await ask(`tags ${distribution.id}`)
      return trouble.tags?.(distribution)
    },
    invalidate: async ({ id }, paths, reference) => {
      references.push(reference)
      await ask(`invalidate ${id} ${paths.join(' ')}`)
      if (full > 0) {
        full -= 1
        return undefined
      }
      const invalidation = `I${looked.size + 1}`
      looked.set(invalidation, 0)
      return { id: invalidation, complete: looks === 0 }
    },
    look: async ({ id }, invalidation) => {
      await ask(`look ${id} ${invalidation}`)
      const times = (looked.get(invalidation) ?? 0) + 1
      looked.set(invalidation, times)
      return { id: invalidation, complete: times >= looks }
    },
  }
}

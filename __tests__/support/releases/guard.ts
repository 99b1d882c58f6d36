// Looks on while writers write: at every request, pages must be whole, and only who has the lease may ask for a change.

import type { LocalAws } from '../../../local/index.ts'
import { fencingIn } from './fencing.ts'
import { harmedForeigners } from './foreigners.ts'
import { missingFiles } from './visitors.ts'

export const BUCKET = 'shop.example.com'
export const SITE = 'dist/'
export const STATE = '.colt-deploy/dist/'

export interface Guard {
  /** Everything that was wrong until now, in sentences, each once. */
  wrongs(): readonly string[]
  /** Somebody took or changed this by hand: that pages miss it, and what it needs, is nobody's fault but theirs. */
  excuse(key: string): void
  /** Everything is as it ought to be again. */
  excuseNothing(): void
  /** One more object that is not ours. */
  readonly foreigners: string[]
}

/** To be called before any other rule is made: the first that answers is the last that is asked. */
export function guard(aws: LocalAws): Guard {
  const fencing = fencingIn(aws, BUCKET, STATE)
  const wrongs = new Set<string>()
  const excused = new Set<string>()
  const foreigners: string[] = []

  function look(): void {
    for (const missing of missingFiles(aws, BUCKET, SITE, excused)) wrongs.add(`A visitor misses ${missing}.`)
    for (const key of harmedForeigners(aws, BUCKET, foreigners))
      wrongs.add(`${key} is not what somebody else put there.`)
  }

  aws.intercept((request) => {
    if (request.service === 'edge') return undefined
    fencing.see(request)
    if (request.changes) look()
    return undefined
  })
  return {
    wrongs() {
      look()
      return [...fencing.wrongs, ...wrongs]
    },
    excuse: (key) => void excused.add(key),
    excuseNothing: () => excused.clear(),
    foreigners,
  }
}

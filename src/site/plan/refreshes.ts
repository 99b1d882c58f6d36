// What all distributions must fetch anew: once before Angular's `ngsw.json` goes live, and once after it.

import type { Distribution } from '../distribution-model.ts'
import type { Headers, LiveHeaders, Wanted } from '../file-model.ts'
import type { Change, Plan, Refresh, Stage } from '../model.ts'
import type { Known, Situation } from '../record-model.ts'
import { type EarlierHeaders, earlierHeaders } from './earlier-headers.ts'
import { type Refreshing, refreshOf } from './refresh.ts'
import { type Touched, touchedBefore, touchedBy } from './touched.ts'

/** What is planned, and what it is planned from. */
export interface Planning {
  readonly wanted: readonly Wanted[]
  readonly changes: readonly Change[]
  readonly lastStage: Stage
  readonly known: ReadonlyMap<string, Known>
  /** Of the objects that had to be looked at. */
  readonly headers: ReadonlyMap<string, LiveHeaders>
  readonly situation: Situation
}

type Target = Omit<Refreshing, 'headersOf'> & { readonly distributions: readonly Distribution[] }

export function refreshesFor(planning: Planning, target: Target): Pick<Plan, 'refreshes' | 'lastRefreshes'> {
  const { wanted, changes, lastStage, known, headers, situation } = planning
  const earlier = earlierHeaders(known, headers, situation)
  const touched = [...touchedBy(changes, earlier), ...touchedBefore(situation)]
  const last = new Set(lastStage.steps.map(({ asset }) => asset.key))
  const refreshing = { ...target, headersOf: withLater(earlier, wanted, situation) }
  const refreshesOf = (some: readonly Touched[]): readonly Refresh[] =>
    target.distributions.flatMap((distribution) => refreshOf(some, distribution, refreshing) ?? [])
  return {
    refreshes: refreshesOf(touched.filter(({ key }) => !last.has(key))),
    lastRefreshes: refreshesOf(touched.filter(({ key }) => last.has(key))),
  }
}

/** With the headers that the files will have, too; of what lies beside the site nobody knows any. */
function withLater(earlier: EarlierHeaders, wanted: readonly Wanted[], { current }: Situation): EarlierHeaders {
  const later = new Map(wanted.map(({ key, headers }) => [key, [headers]]))
  const below = current.live.prefix === '' ? '' : `${current.live.prefix}/`
  return (key): readonly (Headers | undefined)[] =>
    key.startsWith(below) ? [...earlier(key), ...(later.get(key) ?? [])] : [undefined]
}

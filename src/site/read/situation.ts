// What lies in the bucket and what is recorded of it: one list of each, one record, and those of unfinished releases.

import { together } from '../../shared/together.ts'
import type { World } from '../ports.ts'
import type { CurrentRecord, Situation } from '../record-model.ts'
import { readCurrent } from '../records/current.ts'
import { CURRENT, STATE_FOLDER } from '../records/names.ts'
import { adopted } from './adoption.ts'
import type { SiteInputs } from './inputs.ts'
import { keptIn, prefixesIn, sequencesIn } from './listed.ts'
import type { Whereabouts } from './releases.ts'
import { readUnfinished } from './unfinished.ts'

interface Recorded {
  readonly current: CurrentRecord
  readonly etag: string
}

/**
 * @param depth whether releases that were found unfinished before are read again; who writes must know what they left
 * @param paths those of the built files, where they are known before the record is; never fails
 */
export async function readSituation(
  site: Whereabouts,
  world: World,
  depth: 'open' | 'all',
  paths: Promise<readonly string[]> = Promise.resolve([]),
): Promise<Situation> {
  const recording = recordedIn(site, world)
  const expected = [
    paths.then((built) => built.map((path) => belowOf(site) + path)),
    recording.then(
      (recorded) => keysIn(recorded?.current),
      () => [],
    ),
  ]
  const [recorded, listed, all] = await together([
    recording,
    world.state.list(),
    world.bucket.list(belowOf(site), expected),
  ])
  const others = prefixesIn(listed, site.prefix)
  const objects = all.filter(({ key }) => isOfSite(key, others))
  const current = recorded?.current ?? adopted(site, objects, world)
  const found = { objects, current, sequences: sequencesIn(listed) }
  return {
    ...found,
    ...(await readUnfinished(found, site, world, depth)),
    recorded: recorded?.etag,
    kept: keptIn(listed),
    others,
    now: world.state.now(),
  }
}

/** The slash is part of the prefix: `app` must never touch `app2/`. */
export function belowOf({ prefix }: Pick<SiteInputs, 'prefix'>): string {
  return prefix === '' ? '' : `${prefix}/`
}

async function recordedIn(site: Whereabouts, { state }: World): Promise<Recorded | undefined> {
  const object = await state.get(CURRENT)
  if (object === undefined) return undefined
  return { current: readCurrent(object.body, state.place + CURRENT, site), etag: object.etag }
}

function keysIn(current: CurrentRecord | undefined): readonly string[] {
  if (current === undefined) return []
  return [...current.live.files, ...current.ledger.map(({ file }) => file)].map(({ key }) => key)
}

/**
 * The state of deploys is no part of any site, nor is another site's prefix; a key that ends in a slash is a folder of
 * the S3 console.
 */
function isOfSite(key: string, others: readonly string[]): boolean {
  if (key.startsWith(`${STATE_FOLDER}/`) || key.endsWith('/')) return false
  return !others.some((prefix) => key.startsWith(`${prefix}/`))
}

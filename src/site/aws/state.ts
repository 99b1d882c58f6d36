// The state port on the AWS SDK: small objects of ours beside the site.

import { objectStore } from '../../shared/aws/object-store.ts'
import { placeIn } from '../../shared/aws/place.ts'
import { connect } from '../../shared/aws/s3.ts'
import type { Clock } from '../../shared/clock.ts'
import type { Gate } from '../../shared/gate.ts'
import type { State } from '../ports.ts'
import { STATE_FOLDER, statePlace } from '../records/names.ts'
import { listObjects } from './pages.ts'
import { removeObject } from './removal.ts'

export interface StateSettings {
  readonly bucket: string
  /** What all keys begin with, as in `.colt-deploy/dist/`. */
  readonly place: string
  readonly region: string
  /** Requests at once. */
  readonly concurrency: number
}

/** The state at that place; errors name what was tried and what the role needs for it. */
export function s3State({ bucket, place, region, concurrency }: StateSettings, gate: Gate, clock: Clock): State {
  const s3 = connect({ region, connections: concurrency }, gate, clock)
  const at = placeIn(bucket, place, region)
  return {
    ...objectStore(s3, at),
    remove: (name, etag) => removeObject(s3, at, place + name, etag),
    list: async () => {
      const all = await listObjects(s3, at, isOfWholeBucket(place) ? FOLDER : place)
      return all.map(({ key, size, etag }) => ({ name: nameOf(key, place), size, etag }))
    },
  }
}

const FOLDER = `${STATE_FOLDER}/`

/** All other prefixes lie inside the whole bucket, but their state lies beside that of the whole bucket. */
function isOfWholeBucket(place: string): boolean {
  return place === statePlace('')
}

function nameOf(key: string, place: string): string {
  return key.startsWith(place) ? key.slice(place.length) : `../${key.slice(FOLDER.length)}`
}

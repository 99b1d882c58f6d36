// A site that nothing is recorded of: everything that is there is release 0.

import { roleTeller } from '../describe/roles.ts'
import type { LiveObject } from '../file-model.ts'
import type { World } from '../ports.ts'
import type { CurrentRecord, RecordedFile, ReleaseRecord } from '../record-model.ts'
import { contentDigest } from '../records/content.ts'
import type { SiteInputs } from './inputs.ts'

type Adopting = Pick<World, 'state' | 'run'>

/** What would be recorded of these objects, as far as a list tells: their keys and ETags, neither bytes nor headers. */
export function adopted(
  site: Pick<SiteInputs, 'bucket' | 'prefix'>,
  objects: readonly LiveObject[],
  world: Adopting,
): CurrentRecord {
  const live = releaseZero(site, filesOf(objects, site.prefix), world)
  const nothing = { hold: undefined, history: [], ledger: [], kept: [], begun: [], rehashed: [], purged: [] }
  return { live, fence: 0, nonce: '', asOf: live.time, ...nothing }
}

function filesOf(objects: readonly LiveObject[], prefix: string): readonly RecordedFile[] {
  const pathOf = (key: string): string => key.slice(prefix === '' ? 0 : prefix.length + 1)
  const roleOf = roleTeller(objects.map(({ key }) => pathOf(key)))
  return objects.map(({ key, size, etag }) => {
    const unread = { sha256: undefined, headers: undefined, hashed: false, mayHaveSettings: true }
    return { key, role: roleOf(pathOf(key)), size, etag, ...unread }
  })
}

/** Whoever put it there, it was no commit of this run. */
function releaseZero(
  { bucket, prefix }: Pick<SiteInputs, 'bucket' | 'prefix'>,
  files: readonly RecordedFile[],
  { state, run }: Adopting,
): ReleaseRecord {
  const provenance = { ...run.provenance, commit: '', ref: '' }
  const time = new Date(state.now()).toISOString()
  return { bucket, prefix, sequence: 0, provenance, time, restores: undefined, content: contentDigest(files), files }
}

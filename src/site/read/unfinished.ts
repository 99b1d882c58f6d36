// Releases that were begun and never recorded as live, and what of them lies in the bucket.

import { parallel } from '../../shared/parallel.ts'
import { together } from '../../shared/together.ts'
import type { World } from '../ports.ts'
import type { CurrentRecord, RecordedFile, ReleaseRecord, Situation } from '../record-model.ts'
import { readReleases, type Whereabouts } from './releases.ts'

type Found = Pick<Situation, 'objects' | 'current' | 'sequences'>

/** Those that no record has settled yet; and, in all depth, those that were found unfinished before. */
export async function readUnfinished(
  found: Found,
  site: Whereabouts,
  world: World,
  depth: 'open' | 'all',
): Promise<Pick<Situation, 'open' | 'settled'>> {
  const { current, sequences } = found
  const open = sequences.filter((sequence) => sequence > highestSettled(current))
  const before = new Set(depth === 'all' ? current.begun.map(({ sequence }) => sequence) : [])
  const [releases, settled] = await together([
    readReleases(open, site, world),
    readReleases(
      sequences.filter((sequence) => before.has(sequence)),
      site,
      world,
    ),
  ])
  return { open: await withFoundEtags(releases, found, site, world), settled }
}

/** Whatever was begun up to here has been recorded, as live or as unfinished; all that was live came before what is. */
function highestSettled({ live, begun }: CurrentRecord): number {
  return Math.max(live.sequence, ...begun.map(({ sequence }) => sequence))
}

/**
 * The ETag of an encrypted object tells nothing before it is written, so that what an unfinished release wrote is known
 * by the SHA-256 that S3 keeps of it.
 */
async function withFoundEtags(
  releases: readonly ReleaseRecord[],
  found: Found,
  { concurrency }: Whereabouts,
  { bucket }: World,
): Promise<readonly ReleaseRecord[]> {
  const isDoubtful = doubtsOf(found)
  const doubtful = new Set(releases.flatMap(({ files }) => files.filter(isDoubtful)))
  const etags = new Map<RecordedFile, string>()
  await parallel([...doubtful], concurrency, async (file) => {
    const head = await bucket.head(file.key)
    if (head?.sha256 !== undefined && head.sha256 === file.sha256) etags.set(file, head.etag)
  })
  return releases.map((release) => ({
    ...release,
    files: release.files.map((file) => ({ ...file, etag: etags.get(file) ?? file.etag })),
  }))
}

/** Is there an object of that size which is neither as it was expected nor as it was before? */
function doubtsOf({ objects, current }: Found): (file: RecordedFile) => boolean {
  const there = new Map(objects.map((object) => [object.key, object]))
  const recorded = [...current.live.files, ...current.ledger.map(({ file }) => file)]
  const before = new Map(recorded.map(({ key, etag }) => [key, etag]))
  return ({ key, size, etag }) => {
    const live = there.get(key)
    return live?.size === size && live.etag !== etag && live.etag !== before.get(key)
  }
}

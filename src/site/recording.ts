// What the stories write down: the release that begins, the one that is live, and what becomes of the others.

import type { Hold } from '../shared/hold.ts'
import type { Lease } from '../shared/lease.ts'
import type { Provenance } from '../shared/provenance.ts'
import { condemn } from './plan/condemn.ts'
import { isDamaged, withMissing } from './plan/damage.ts'
import { filesExpected, filesWritten, type Heading, nextSequence } from './plan/release.ts'
import { pathBelow } from './plan/removals.ts'
import { succeed } from './plan/succession.ts'
import { matcher, mostDeletesOf, type Planned } from './planning.ts'
import type { World } from './ports.ts'
import { recordAdopted, recordBegun, recordCurrent } from './publish/record.ts'
import type { Written } from './publish/written.ts'
import type { SiteInputs } from './read/inputs.ts'
import { readReleases } from './read/releases.ts'
import type { CurrentRecord, Known, ReleaseRecord } from './record-model.ts'
import { contentDigest } from './records/content.ts'

/** What a run means its release to be. */
export interface Intent {
  /** Of the content; who runs this, and when, is always this run. */
  readonly source: Pick<Provenance, 'commit' | 'ref'>
  readonly restores: number | undefined
  readonly hold: Hold | undefined
  /** Somebody rolls back from what is live. */
  readonly leaves: boolean
  /** CloudFront could not be told of all that changed. */
  readonly isUntold?: boolean
}

/** What records are written with. */
export interface Recording {
  readonly inputs: SiteInputs
  readonly world: World
  readonly lease: Lease
  readonly intent: Intent
}

/** Records the release as begun, in full. */
export async function begin(planned: Planned, { intent, lease, world }: Recording): Promise<ReleaseRecord> {
  const release = releaseOf(heading(planned, intent, world), filesExpected(planned.wanted, planned.known))
  await recordBegun(release, world, lease.verify)
  return release
}

function heading({ situation }: Planned, { source, restores }: Intent, { run, state }: World): Heading {
  const { bucket, prefix } = situation.current.live
  return {
    bucket,
    prefix,
    sequence: nextSequence(situation),
    provenance: { ...run.provenance, ...source },
    time: new Date(state.now()).toISOString(),
    restores,
  }
}

function releaseOf(heading: Heading, files: ReleaseRecord['files']): ReleaseRecord {
  return { ...heading, content: contentDigest(files), files }
}

/**
 * What was written last may be stamped with the second after that of the last answer: such files would be looked at one by
 * one in every later run.
 */
const SECOND = 1000

/** Records what was there before the first release, whose replaced files have been read and kept by now. */
export async function adopt(planned: Planned, written: Written, { lease, world }: Recording): Promise<Planned> {
  const { situation, headers } = planned
  const { current } = situation
  const hashes = new Map(written.kept.map(({ key, sha256 }) => [key, sha256]))
  const wanted = new Map(planned.wanted.map((file) => [file.key, file]))
  const files = current.live.files.map((file) => {
    const looked = headers.get(file.key)
    const same = wanted.get(file.key)?.etags.includes(file.etag) ? wanted.get(file.key)?.sha256 : undefined
    return { ...file, sha256: hashes.get(file.key) ?? looked?.sha256 ?? same, headers: looked?.headers }
  })
  const live = { ...current.live, files, content: contentDigest(files) }
  await recordAdopted(live, situation.sequences.includes(live.sequence), world, lease.verify)
  const record = { ...current, live, fence: lease.fence, asOf: new Date(situation.now).toISOString() }
  const recorded = await recordCurrent(record, undefined, world, lease.verify)
  return { ...planned, situation: { ...situation, current: record, recorded } }
}

/** Records what is live now, with what prune may take. Answers the record. */
export async function recordLive(
  planned: Planned,
  release: Heading,
  written: Written,
  { intent, lease, inputs, world }: Recording,
): Promise<CurrentRecord> {
  const { situation, wanted, known, rehashed } = planned
  const now = new Date(world.state.now()).toISOString()
  const time = release.sequence === situation.current.live.sequence ? release.time : now
  const live = releaseOf({ ...release, time }, filesWritten(wanted, known, written.etags))
  const purged = await purgedHashes(planned, inputs, world)
  const { removed, kept } = written
  const succession = succeed(situation, {
    live,
    known,
    removed,
    kept,
    purged,
    leaves: intent.leaves,
    isUntold: intent.isUntold === true,
    now,
  })
  const record = {
    ...situation.current,
    ...succession,
    history: await historyOf(succession, known, planned, inputs, world),
    fence: lease.fence,
    asOf: new Date(world.bucket.answered() + SECOND).toISOString(),
    hold: intent.hold,
    rehashed: [...rehashed],
    purged: purgedUntil(situation.current, inputs.purge, live.sequence),
  }
  const mostDeletes = inputs.mostDeletes ?? mostDeletesOf(situation)
  const condemned = condemn(record, inputs.retention, mostDeletes, world.state.now())
  if (condemned.refused > 0) world.log.warning(tooMany(condemned.refused, mostDeletes))
  await recordCurrent(condemned.record, situation.recorded, world, lease.verify)
  return condemned.record
}

function tooMany(count: number, most: number): string {
  return (
    `${count} objects that no release needs any more were not pruned: that is more than ${most} at once. ` +
    'If they are meant to go, raise `max-deletes` for one run.'
  )
}

/** Records are read only where something is lost that they may count on. */
async function historyOf(
  succession: Pick<CurrentRecord, 'live' | 'history' | 'ledger' | 'kept'>,
  known: ReadonlyMap<string, Known>,
  { situation }: Planned,
  inputs: SiteInputs,
  world: World,
): Promise<CurrentRecord['history']> {
  if (!isDamaged(known, situation)) return succession.history
  const there = succession.history.map(({ sequence }) => sequence).filter((one) => situation.sequences.includes(one))
  return withMissing(succession, await readReleases(there, inputs, world), known)
}

/** The hashes that only purged paths had, in any release that can still be returned to. */
async function purgedHashes({ situation }: Planned, inputs: SiteInputs, world: World): Promise<ReadonlySet<string>> {
  if (inputs.purge.length === 0) return new Set()
  const { current, sequences, kept } = situation
  const past = current.history.map(({ sequence }) => sequence).filter((sequence) => sequences.includes(sequence))
  const releases = [current.live, ...(await readReleases(past, inputs, world))]
  const isPurged = matcher(inputs.purge)
  const pathOf = pathBelow(inputs.prefix)
  const files = [...releases.flatMap((release) => release.files), ...current.kept]
  const { gone = [], stay = [] } = Object.groupBy(files, ({ key }) => (isPurged(pathOf(key)) ? 'gone' : 'stay'))
  const staying = new Set(stay.map(({ sha256 }) => sha256))
  const hashes = gone.flatMap(({ sha256 }) => sha256 ?? [])
  return new Set(hashes.filter((sha256) => kept.has(sha256) && !staying.has(sha256)))
}

function purgedUntil({ purged }: CurrentRecord, globs: readonly string[], until: number): CurrentRecord['purged'] {
  return [...purged.filter(({ glob }) => !globs.includes(glob)), ...globs.map((glob) => ({ glob, until }))]
}

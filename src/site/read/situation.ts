// What lies in the bucket and what is recorded of it: one list of each, one record, and those of unfinished releases.

import { Failure } from '../../shared/failure.ts'
import { parallel } from '../../shared/parallel.ts'
import { together } from '../../shared/together.ts'
import { roleTeller } from '../describe/roles.ts'
import type { CurrentRecord, LiveObject, RecordedFile, ReleaseRecord, Situation } from '../model.ts'
import type { ListedState, World } from '../ports.ts'
import { contentDigest } from '../records/content.ts'
import { readCurrent } from '../records/current.ts'
import { CURRENT, hashOfKept, releaseName, STATE_FOLDER, sequenceOf } from '../records/names.ts'
import { readRelease } from '../records/release.ts'
import type { SiteInputs } from './inputs.ts'

type Site = Pick<SiteInputs, 'bucket' | 'prefix' | 'concurrency'>

interface Recorded {
  readonly current: CurrentRecord
  readonly etag: string
}

/** @param depth whether releases that were found unfinished before are read again; who writes must know what they left. */
export async function readSituation(site: Site, world: World, depth: 'open' | 'all'): Promise<Situation> {
  const recording = recordedIn(site, world)
  const expected = recording.then((recorded) => keysIn(recorded?.current), () => [])
  const [recorded, listed, all] = await together([
    recording,
    world.state.list(),
    world.bucket.list(belowOf(site), expected),
  ])
  const others = prefixesIn(listed, site.prefix)
  const objects = all.filter(({ key }) => isOfSite(key, others))
  const current = recorded?.current ?? adopted(site, objects, world)
  const sequences = sequencesIn(listed)
  const watermark = recorded === undefined ? 0 : highestSettled(current)
  const unfinished = sequences.filter((sequence) => sequence > watermark)
  const settled = depth === 'all' ? current.begun.map(({ sequence }) => sequence) : []
  const [open, earlier] = await together([
    readReleases(unfinished, site, world),
    readReleases(settled.filter((sequence) => sequences.includes(sequence)), site, world),
  ])
  return {
    objects,
    current,
    recorded: recorded?.etag,
    open: await withFoundEtags(open, current, objects, world, site.concurrency),
    settled: earlier,
    kept: keptIn(listed),
    sequences,
    others,
    now: world.state.now(),
  }
}

/** The slash is part of the prefix: `app` must never touch `app2/`. */
export function belowOf({ prefix }: Pick<SiteInputs, 'prefix'>): string {
  return prefix === '' ? '' : `${prefix}/`
}

async function recordedIn(site: Site, { state }: World): Promise<Recorded | undefined> {
  const object = await state.get(CURRENT)
  if (object === undefined) return undefined
  return { current: readCurrent(object.body, state.place + CURRENT, site), etag: object.etag }
}

function keysIn(current: CurrentRecord | undefined): readonly string[] {
  if (current === undefined) return []
  return [...current.live.files, ...current.ledger.map(({ file }) => file)].map(({ key }) => key)
}

/** The state of deploys is no part of any site, nor is another site's prefix; a key that ends in a slash is a folder of the S3 console. */
function isOfSite(key: string, others: readonly string[]): boolean {
  if (key.startsWith(`${STATE_FOLDER}/`) || key.endsWith('/')) return false
  return !others.some((prefix) => key.startsWith(`${prefix}/`))
}

/** Prefixes inside this one whose state lies inside, or beside, its own. */
function prefixesIn(listed: readonly ListedState[], prefix: string): readonly string[] {
  const folders = listed.flatMap(({ name }) => /^(?:\.\.\/)?(.+)\/(?:current|lease)\.json$/.exec(name)?.[1] ?? [])
  const inside = [...new Set(folders)].filter((folder) => folder !== '-')
  return prefix === '' ? inside : inside.map((folder) => `${prefix}/${folder}`)
}

function sequencesIn(listed: readonly ListedState[]): readonly number[] {
  return listed.flatMap(({ name }) => sequenceOf(name) ?? []).sort((a, b) => a - b)
}

/** Whatever was begun up to here has been recorded, as live or as unfinished. */
function highestSettled({ live, history, begun }: CurrentRecord): number {
  return Math.max(live.sequence, ...[...history, ...begun].map(({ sequence }) => sequence))
}

function keptIn(listed: readonly ListedState[]): Situation['kept'] {
  return new Map(
    listed.flatMap(({ name, etag, size }) => {
      const hash = hashOfKept(name)
      return hash === undefined ? [] : [[hash, { etag, size }]]
    }),
  )
}

/** A site that nothing is recorded of: everything that is there is release 0. */
function adopted({ bucket, prefix }: Site, objects: readonly LiveObject[], { state, run }: World): CurrentRecord {
  const paths = objects.map(({ key }) => key.slice(prefix === '' ? 0 : prefix.length + 1))
  const roleOf = roleTeller(paths)
  const files = objects.map(({ key, size, etag }, at): RecordedFile => {
    return { key, role: roleOf(paths[at] ?? key), size, sha256: undefined, etag, headers: undefined, hashed: false }
  })
  const provenance = { ...run.provenance, commit: '', ref: '' }
  const time = new Date(state.now()).toISOString()
  const content = contentDigest(files)
  const live = { bucket, prefix, sequence: 0, provenance, time, restores: undefined, content, files }
  const nothing = { hold: undefined, history: [], ledger: [], kept: [], begun: [], rehashed: [], purged: [] }
  return { live, fence: 0, nonce: '', asOf: time, ...nothing }
}

export async function readReleases(
  sequences: readonly number[],
  site: Site,
  { state }: World,
): Promise<readonly ReleaseRecord[]> {
  return await parallel(sequences, site.concurrency, async (sequence) => {
    const name = releaseName(sequence)
    const object = await state.get(name)
    if (object === undefined) throw gone(sequence, state.place + name)
    return readRelease(object.body, state.place + name, site, sequence)
  })
}

function gone(sequence: number, where: string): Failure {
  return new Failure(`Could not read ${where}`, {
    why: `the record of release ${sequence} is gone`,
    hint: 'Did somebody delete it by hand? That release cannot be returned to; choose another one.',
  })
}

/**
 * The ETag of an encrypted object tells nothing before it is written, so that what an unfinished release wrote is known
 * by the SHA-256 that S3 keeps of it.
 */
async function withFoundEtags(
  open: readonly ReleaseRecord[],
  current: CurrentRecord,
  objects: readonly LiveObject[],
  { bucket }: World,
  concurrency: number,
): Promise<readonly ReleaseRecord[]> {
  const there = new Map(objects.map((object) => [object.key, object]))
  const before = new Map([...current.live.files, ...current.ledger.map(({ file }) => file)].map((file) => [file.key, file]))
  const isDoubtful = (file: RecordedFile): boolean => {
    const live = there.get(file.key)
    return live !== undefined && live.size === file.size && live.etag !== file.etag && live.etag !== before.get(file.key)?.etag
  }
  return await Promise.all(
    open.map(async (release) => {
      const found = new Map<string, string>()
      await parallel(release.files.filter(isDoubtful), concurrency, async ({ key, sha256 }) => {
        const head = await bucket.head(key)
        if (head?.sha256 !== undefined && head.sha256 === sha256) found.set(key, head.etag)
      })
      return { ...release, files: release.files.map((file) => ({ ...file, etag: found.get(file.key) ?? file.etag })) }
    }),
  )
}

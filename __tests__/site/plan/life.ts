// The life of a site in a bucket that is a plain map: what the stories do with plans and records, without any requests.

import { Failure } from '../../../src/shared/failure.ts'
import type { Asset, Headers, LiveHeaders, Wanted } from '../../../src/site/file-model.ts'
import type { Plan, Step } from '../../../src/site/model.ts'
import { asItWas } from '../../../src/site/plan/as-it-was.ts'
import { restoreFrom, uploadOf, type Write } from '../../../src/site/plan/changes.ts'
import { compare, settled, unsettled } from '../../../src/site/plan/compare.ts'
import { condemn } from '../../../src/site/plan/condemn.ts'
import { isDamaged, withMissing } from '../../../src/site/plan/damage.ts'
import { knownObjects } from '../../../src/site/plan/known.ts'
import type { NewlyKept } from '../../../src/site/plan/outcome.ts'
import { planOf } from '../../../src/site/plan/plan.ts'
import { filesExpected, filesWritten, nextSequence } from '../../../src/site/plan/release.ts'
import {
  missingFrom,
  originOf,
  refuseIncomplete,
  rollbackTarget,
  wantedAgain,
} from '../../../src/site/plan/rollback.ts'
import { sourcesIn } from '../../../src/site/plan/sources.ts'
import { succeed } from '../../../src/site/plan/succession.ts'
import type {
  CurrentRecord,
  Known,
  RecordedFile,
  ReleaseRecord,
  Retention,
  Situation,
} from '../../../src/site/record-model.ts'
import { contentDigest } from '../../../src/site/records/content.ts'
import { readCurrent, writeCurrent } from '../../../src/site/records/current.ts'
import { readRelease, writeRelease } from '../../../src/site/records/release.ts'
import { adoptedFiles, etagOf, sha256 } from '../support/records.ts'
import { provenance } from '../support/world.ts'

const site = { bucket: 'shop', prefix: 'dist' }

export interface Stored {
  readonly content: string
  readonly etag: string
  readonly headers: Headers
  readonly modified: number
  /** S3 keeps the SHA-256 of what we write. */
  readonly isOurs: boolean
}

export interface Life {
  readonly retention: Retention
  /** Is every ETag another one, as with a KMS key? */
  readonly isEncrypted: boolean
  /** By key. */
  readonly objects: Map<string, Stored>
  /** By the SHA-256 in its name. */
  readonly kept: Map<string, Stored>
  readonly releases: Map<number, ReleaseRecord>
  current: CurrentRecord | undefined
  now: number
  writes: number
}

/** A bucket that somebody has filled by hand. */
export function lifeWith(objects: Readonly<Record<string, string>>, retention: Retention, isEncrypted = false): Life {
  const nothing = { kept: new Map(), releases: new Map(), current: undefined, writes: 0 }
  const life: Life = { retention, isEncrypted, objects: new Map(), ...nothing, now: Date.parse('2026-01-01') }
  for (const [path, content] of Object.entries(objects)) putByHand(life, path, content)
  return life
}

export function putByHand(life: Life, path: string, content: string): void {
  life.objects.set(`dist/${path}`, stored(life, content, {}, false))
}

/** What a run writes fails, where it fails, before this many writes. */
export interface Run {
  readonly writes: number
  /** Whether it then puts back what was live before. */
  readonly putsBack: boolean
}

/** Deploys; answers whether it came to its end. */
export function deploy(life: Life, assets: readonly Asset[], run: Run): boolean {
  const situation = situationOf(life)
  return publish(life, plannedFrom(assets, uploadOf, situation, life), { restores: undefined, leaves: false }, run)
}

/** Rolls back; answers whether it came to its end. @throws {Failure} where that is refused before anything is written. */
export function rollBack(life: Life, asked: number | undefined, run: Run): boolean {
  const situation = situationOf(life)
  const target = rollbackTarget(situation.current, asked)
  const release = life.releases.get(target.sequence)
  if (release === undefined) throw new Error(`the record of release ${target.sequence} is gone`)
  const planned = plannedBack(release, situation, life)
  if (stepsOf(planned.plan).length + situation.open.length === 0) return true
  return publish(life, planned, { restores: originOf(target.sequence, situation.current), leaves: true }, run)
}

/** Undefined where it is refused before anything is written. */
export function orRefused<Answer>(work: () => Answer): Answer | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof Failure) return undefined
    throw error
  }
}

interface Planned {
  readonly situation: Situation
  readonly wanted: readonly Wanted[]
  readonly known: ReadonlyMap<string, Known>
  readonly headers: ReadonlyMap<string, LiveHeaders>
  readonly plan: Plan
}

function plannedFrom<File extends Wanted>(
  wanted: readonly File[],
  write: Write<File>,
  situation: Situation,
  life: Life,
  check: (missing: readonly string[]) => void = () => {},
): Planned {
  const known = knownObjects(situation)
  const compared = compare(wanted, known)
  const headers = new Map(unsettled(compared).map(({ live: { key } }) => [key, headersOf(key, life)]))
  const comparison = settled(compared, headers)
  check(missingFrom(comparison, situation))
  const never = { isPurged: () => false, deletesUnknown: false, mostDeletes: Number.POSITIVE_INFINITY }
  const target = { ...never, bucket: 'shop', distributions: [], invalidate: 'auto' as const }
  return {
    situation,
    wanted,
    known,
    headers,
    plan: planOf(wanted, { known, comparison, headers }, write, situation, target),
  }
}

function plannedBack(release: ReleaseRecord, situation: Situation, life: Life): Planned {
  const check = (missing: readonly string[]): void => refuseIncomplete(release.sequence, missing, situation.current)
  const wanted = wantedAgain(release, () => false)
  return plannedFrom(wanted, restoreFrom(sourcesIn(situation)), situation, life, check)
}

interface Intent {
  readonly restores: number | undefined
  readonly leaves: boolean
}

/** Under the lease: adopt, begin, publish, record, prune; each write is counted. */
function publish(life: Life, first: Planned, intent: Intent, run: Run): boolean {
  const written = nothingWritten()
  const last = life.writes + run.writes
  const isOver = (): boolean => life.writes >= last
  const planned = first.situation.recorded === undefined ? adopted(life, first, written) : first
  const sequence = nextSequence(planned.situation)
  life.releases.set(sequence, releaseOf(sequence, filesExpected(planned.wanted, planned.known), intent.restores, life))
  for (const step of stepsOf(planned.plan)) {
    if (isOver()) {
      if (run.putsBack) putBack(life, planned, written)
      return false
    }
    take(step, life, written)
  }
  record(life, planned, sequence, written, intent)
  prune(life, isOver)
  return true
}

/** What was live is put back, unless something of it is lost. */
function putBack(life: Life, { known: before }: Planned, { kept }: Written): void {
  const situation = situationOf(life)
  const live = asItWas(situation.current.live, before, kept, situation)
  const planned = orRefused(() => plannedBack(live, situation, life))
  if (planned === undefined) return
  const written = nothingWritten()
  for (const step of stepsOf(planned.plan)) take(step, life, written)
  record(life, planned, live.sequence, written, { restores: live.restores, leaves: false })
}

function adopted(life: Life, planned: Planned, written: Written): Planned {
  const keeps = stepsOf(planned.plan).filter(({ kind }) => kind === 'keep')
  for (const step of keeps) take(step, life, written)
  const { current } = planned.situation
  const hashes = new Map(written.kept.map(({ key, sha256: hash }) => [key, hash]))
  const wanted = new Map(planned.wanted.map((file) => [file.key, file]))
  const files = current.live.files.map((file) => {
    const looked = planned.headers.get(file.key)
    const same = wanted.get(file.key)?.etags.includes(file.etag) ? wanted.get(file.key)?.sha256 : undefined
    return { ...file, sha256: hashes.get(file.key) ?? looked?.sha256 ?? same, headers: looked?.headers }
  })
  const live = releaseOf(0, files, undefined, life)
  life.releases.set(0, live)
  life.current = { ...current, live, asOf: new Date(life.now).toISOString() }
  const stages = planned.plan.stages.map((stage) => ({
    ...stage,
    steps: stage.steps.filter(({ kind }) => kind !== 'keep'),
  }))
  const situation = { ...planned.situation, current: life.current, recorded: 'recorded' }
  return { ...planned, situation, plan: { ...planned.plan, stages } }
}

interface Written {
  readonly etags: Map<string, string>
  readonly removed: Set<string>
  readonly kept: NewlyKept[]
}

function nothingWritten(): Written {
  return { etags: new Map(), removed: new Set(), kept: [] }
}

function stepsOf({ stages, lastStage }: Plan): readonly Step[] {
  return [...stages, lastStage].flatMap(({ steps }) => steps)
}

/** @throws where the condition of the step does not hold. */
function take(step: Step, life: Life, written: Written): void {
  const { key } = step.asset
  const there = life.objects.get(key)
  const expected = 'condition' in step ? ('etag' in step.condition ? step.condition.etag : undefined) : step.etag
  if (there?.etag !== expected) throw new Error(`${step.kind} ${key}: refused`)
  if (step.kind === 'delete') {
    life.writes += 1
    life.objects.delete(key)
    written.removed.add(key)
  } else if (step.kind === 'keep') {
    const { content, headers } = there ?? nothingThere(key)
    const copy = stored(life, content, headers, true)
    if ((step.asset.sha256 ?? sha256(content)) !== sha256(content))
      throw new Error(`${key} is not what the record says`)
    life.kept.set(sha256(content), copy)
    written.kept.push({ sha256: sha256(content), size: content.length, etag: copy.etag, key, was: step.etag })
  } else {
    const isOurs = step.kind !== 'copy' || there?.isOurs === true
    const next = stored(life, ...contentAfter(step, life, written), isOurs)
    life.objects.set(key, next)
    written.etags.set(key, next.etag)
  }
}

function contentAfter(
  step: Exclude<Step, { kind: 'delete' | 'keep' }>,
  life: Life,
  { kept }: Written,
): [string, Headers] {
  const { key, headers } = step.asset
  if (step.kind === 'upload') return [contentIn(step.asset), step.asset.headers]
  if (step.kind === 'copy') return [(life.objects.get(key) ?? nothingThere(key)).content, step.asset.headers]
  const copy = life.kept.get(step.from.sha256)
  const etag = kept.findLast((one) => one.sha256 === step.from.sha256)?.etag ?? step.from.etag
  if (copy?.etag !== etag) throw new Error(`the copy for ${key} is another`)
  return [copy.content, headers ?? copy.headers]
}

function nothingThere(key: string): never {
  throw new Error(`${key} is not there`)
}

/** Its bytes are told by where it lies on disk. */
export function contentIn({ location }: Asset): string {
  return location
}

function stored(life: Life, content: string, headers: Headers, isOurs: boolean): Stored {
  life.writes += 1
  const etag = life.isEncrypted ? `write ${life.writes}` : etagOf(content)
  return { content, etag, headers, modified: life.now, isOurs }
}

function headersOf(key: string, life: Life): LiveHeaders {
  const { etag, content, headers, isOurs } = life.objects.get(key) ?? nothingThere(key)
  return { etag, headers, sha256: isOurs ? sha256(content) : undefined, kept: {} }
}

function record(life: Life, { situation, wanted, known }: Planned, sequence: number, written: Written, intent: Intent) {
  const now = new Date(life.now).toISOString()
  const files = filesWritten(wanted, known, written.etags)
  const live = releaseOf(sequence, files, intent.restores, life)
  const outcome = { ...written, live, known, purged: new Set<string>(), leaves: intent.leaves, now }
  const succession = succeed(situation, outcome)
  const read = succession.history.flatMap((past) => life.releases.get(past.sequence) ?? [])
  const history = isDamaged(known, situation) ? withMissing(succession, read, known) : succession.history
  const next = { ...situation.current, ...succession, history, asOf: now }
  const { record: condemned } = condemn(next, life.retention, Number.POSITIVE_INFINITY, life.now)
  life.current = readCurrent(writeCurrent(condemned), 'the record', site)
}

/** Takes what is condemned, as far as it comes. */
function prune(life: Life, isOver: () => boolean): void {
  const { ledger = [], kept = [], history = [], begun = [], live } = life.current ?? {}
  for (const { file } of ledger.filter(({ condemned }) => condemned)) {
    if (isOver()) return
    life.writes += 1
    if (life.objects.get(file.key)?.etag === file.etag) life.objects.delete(file.key)
  }
  for (const { sha256: hash, etag } of kept.filter(({ condemned }) => condemned)) {
    if (life.kept.get(hash)?.etag === etag) life.kept.delete(hash)
  }
  const needed = new Set([...history, ...begun, ...(live ? [live] : [])].map(({ sequence }) => sequence))
  for (const sequence of [...life.releases.keys()].filter((one) => !needed.has(one))) life.releases.delete(sequence)
}

function releaseOf(
  sequence: number,
  files: readonly RecordedFile[],
  restores: number | undefined,
  life: Life,
): ReleaseRecord {
  const time = new Date(life.now).toISOString()
  const heading = { ...site, sequence, provenance: provenance(), time, restores, content: contentDigest(files) }
  const release = { ...heading, files }
  return sequence === life.current?.live.sequence ? release : readRelease(writeRelease(release), 'it', site, sequence)
}

export function situationOf(life: Life): Situation {
  const objects = [...life.objects].map(([key, { content, etag, modified }]) => ({
    key,
    size: content.length,
    etag,
    modified,
    storageClass: undefined,
  }))
  const current = life.current ?? nothingRecorded(life)
  const sequences = [...life.releases.keys()].sort((a, b) => a - b)
  const begun = new Set(current.begun.map(({ sequence }) => sequence))
  const settledUpTo = Math.max(
    current.live.sequence,
    ...[...current.history, ...current.begun].map((one) => one.sequence),
  )
  const releases = sequences.flatMap((sequence) => life.releases.get(sequence) ?? [])
  return {
    objects,
    current,
    recorded: life.current && 'recorded',
    open: releases.filter(({ sequence }) => sequence > settledUpTo).map((release) => withFoundEtags(release, life)),
    settled: releases.filter(({ sequence }) => begun.has(sequence)),
    kept: new Map([...life.kept].map(([hash, { etag, content }]) => [hash, { etag, size: content.length }])),
    sequences,
    others: [],
    now: life.now,
  }
}

/** What an encrypted object is, its SHA-256 tells. */
function withFoundEtags(release: ReleaseRecord, life: Life): ReleaseRecord {
  const before = new Map(
    [...(life.current?.live.files ?? []), ...(life.current?.ledger ?? []).map(({ file }) => file)].map((file) => [
      file.key,
      file.etag,
    ]),
  )
  const files = release.files.map((file) => {
    const there = life.objects.get(file.key)
    const isIt = there?.isOurs && sha256(there.content) === file.sha256 && there.etag !== before.get(file.key)
    return isIt ? { ...file, etag: there.etag } : file
  })
  return { ...release, files }
}

function nothingRecorded(life: Life): CurrentRecord {
  const words = [...life.objects].map(([key, { content }]) => `${key.slice('dist/'.length)}=${content}`)
  const files = adoptedFiles(words.join(' ')).map((file) => ({ ...file, etag: life.objects.get(file.key)?.etag ?? '' }))
  const live = releaseOf(0, files, undefined, life)
  const none = { hold: undefined, history: [], ledger: [], kept: [], begun: [], rehashed: [], purged: [] }
  return { live, fence: 0, nonce: 'n', asOf: live.time, ...none }
}

// How both stories plan: look at the bucket with the wanted files in hand, ask for what no record tells, decide.

import picomatch from 'picomatch'
import { Failure } from '../shared/failure.ts'
import { leavesOf } from '../shared/leaves.ts'
import { withoutTrust } from './describe/release.ts'
import type { Distribution } from './distribution-model.ts'
import type { Asset, Wanted } from './file-model.ts'
import type { Plan } from './model.ts'
import { restoreFrom, uploadOf, type Write } from './plan/changes.ts'
import { compare, settled, unsettled } from './plan/compare.ts'
import { knownObjects } from './plan/known.ts'
import { type Findings, planOf, type Target } from './plan/plan.ts'
import { askedForEachTime, rehashedKeys } from './plan/rehashed.ts'
import type { Leaving } from './plan/removals.ts'
import { missingFrom, refuseIncomplete, wantedAgain } from './plan/rollback.ts'
import { sourcesIn } from './plan/sources.ts'
import type { World } from './ports.ts'
import type { SiteInputs } from './read/inputs.ts'
import { ChangedMeanwhile, readHeaders } from './read/live.ts'
import { withWholeMd5s } from './read/one-piece.ts'
import { readSituation } from './read/situation.ts'
import type { Known, ReleaseRecord, Situation } from './record-model.ts'

/** At least as many objects may leave at once, however small the site is. */
const LEAST_MOST_DELETES = 100

/** A plan, and what it was made from. */
export interface Planned {
  readonly plan: Plan
  readonly wanted: readonly Wanted[]
  readonly known: ReadonlyMap<string, Known>
  readonly headers: Findings<Wanted>['headers']
  readonly situation: Situation
  /** Keys whose names have carried two contents. */
  readonly rehashed: ReadonlySet<string>
}

/** Plans from a fresh look where somebody else changed the site under this one; who waits for the lease need not fail. */
export async function planSteadily(
  situation: Situation,
  inputs: SiteInputs,
  world: World,
  plan: (situation: Situation) => Promise<Planned>,
): Promise<Planned> {
  try {
    return await plan(situation)
  } catch (error) {
    if (!leavesOf(error).some((leaf) => leaf instanceof ChangedMeanwhile)) throw error
    return await plan(await readSituation(inputs, world, 'all'))
  }
}

/** Plans to make the built files live. */
export async function planAssets(
  built: readonly Asset[],
  situation: Situation,
  distributions: readonly Distribution[],
  inputs: SiteInputs,
  world: World,
): Promise<Planned> {
  refuseOthers(built, situation, inputs.bucket)
  const known = knownObjects(situation)
  const assets = await withWholeMd5s(built, known, world)
  const first = await findingsOf(assets, known, inputs, world)
  const rehashed = rehashedKeys(assets, first.comparison, situation)
  const wanted = withoutTrust(assets, rehashed, inputs.headers)
  const findings = { ...first, comparison: settled(compare(wanted, first.known), first.headers) }
  return planned(wanted, findings, uploadOf, situation, targetOf(inputs, situation, distributions), rehashed)
}

/**
 * Plans to make a recorded release live again, from what is kept.
 * @throws {Failure} where some of its content is lost.
 */
export async function planRestored(
  release: ReleaseRecord,
  situation: Situation,
  distributions: readonly Distribution[],
  inputs: SiteInputs,
  world: World,
): Promise<Planned> {
  const isPurged = purgedBefore(situation, inputs.purge)
  const again = wantedAgain(release, isPurged)
  const first = await findingsOf(again, knownObjects(situation), inputs, world)
  refuseIncomplete(release.sequence, missingFrom(first.comparison, situation), situation.current)
  const rehashed = rehashedKeys(again, first.comparison, situation)
  const wanted = askedForEachTime(again, rehashed)
  const findings = { ...first, comparison: settled(compare(wanted, first.known), first.headers) }
  const leaving = { isPurged: matcher(inputs.purge), deletesUnknown: false, mostDeletes: Number.POSITIVE_INFINITY }
  const target = { bucket: inputs.bucket, invalidate: inputs.invalidate, distributions, ...leaving }
  const write = restoreFrom(sourcesIn(situation))
  return planned(wanted, findings, write, situation, target, rehashed)
}

async function findingsOf<File extends Wanted>(
  wanted: readonly File[],
  known: ReadonlyMap<string, Known>,
  { concurrency }: SiteInputs,
  world: World,
): Promise<Findings<File>> {
  const compared = compare(wanted, known)
  const headers = await readHeaders(unsettled(compared), world, concurrency)
  return { known, comparison: settled(compared, headers), headers }
}

function planned<File extends Wanted>(
  wanted: readonly File[],
  findings: Findings<File>,
  write: Write<File>,
  situation: Situation,
  target: Target,
  rehashed: ReadonlySet<string>,
): Planned {
  const plan = planOf(wanted, findings, write, situation, target)
  return { plan, wanted, known: findings.known, headers: findings.headers, situation, rehashed }
}

function targetOf(inputs: SiteInputs, situation: Situation, distributions: readonly Distribution[]): Target {
  const { bucket, invalidate } = inputs
  return { bucket, invalidate, distributions, ...leavingOf(inputs, situation) }
}

function leavingOf({ purge, deletesUnknown, mostDeletes }: SiteInputs, situation: Situation): Leaving {
  return { isPurged: matcher(purge), deletesUnknown, mostDeletes: mostDeletes ?? mostDeletesOf(situation) }
}

/** A quarter of the objects: more than that is rather a mistake than a deploy. */
export function mostDeletesOf({ objects }: Situation): number {
  return Math.max(LEAST_MOST_DELETES, Math.floor(objects.length / 4))
}

/** Globs are relative to the folder, dotfiles included. */
export function matcher(globs: readonly string[]): (path: string) => boolean {
  return globs.length === 0 ? () => false : picomatch([...globs], { dot: true })
}

/** What was purged is gone from every release up to then. */
function purgedBefore({ current }: Situation, purge: readonly string[]): (path: string, sequence: number) => boolean {
  const now = matcher(purge)
  const before = current.purged.map(({ glob, until }) => ({ matches: matcher([glob]), until }))
  return (path, sequence) => now(path) || before.some(({ matches, until }) => sequence <= until && matches(path))
}

/** A prefix with a record of its own belongs to another deploy. */
function refuseOthers(assets: readonly Asset[], { others }: Situation, bucket: string): void {
  for (const prefix of others) {
    const inside = assets.find(({ key }) => key.startsWith(`${prefix}/`))
    if (inside === undefined) continue
    throw new Failure(`Could not deploy ${inside.path}`, {
      why: `s3://${bucket}/${prefix}/ has releases of its own`,
      hint: `Leave it out with \`exclude\`, or deploy it there with \`prefix: ${prefix}\` only.`,
    })
  }
}

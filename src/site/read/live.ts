// What is live now, and what stands in front of it.

import { Failure } from '../../shared/failure.ts'
import { nameOf, readLease, type SeenLease } from '../../shared/lease-record.ts'
import { TAKEN_OVER_AFTER } from '../../shared/lease-times.ts'
import { parallel } from '../../shared/parallel.ts'
import { counted } from '../../shared/printable.ts'
import { progressOf } from '../../shared/progress.ts'
import { together } from '../../shared/together.ts'
import type { Distribution } from '../distribution-model.ts'
import type { LiveHeaders } from '../file-model.ts'
import type { World } from '../ports.ts'
import type { Known, Situation } from '../record-model.ts'
import { distributionWarnings } from './distribution-warnings.ts'
import { checkEnvironment } from './environment.ts'
import type { SiteInputs } from './inputs.ts'
import { belowOf, readSituation } from './situation.ts'

export interface Live {
  readonly situation: Situation
  readonly distributions: readonly Distribution[]
  /** The lease as it lay there. */
  readonly seen: { readonly lease: SeenLease | undefined }
  /** Did nobody write between the beginning of that reading and this look at the lease? */
  readonly isCalm: boolean
}

/**
 * Milliseconds that a lease must have lain there free before anything was read: both times that its age is told from have
 * whole seconds.
 */
const CALM = 2_000

/**
 * Reads bucket, records and distributions, at once; whatever stands against a deploy fails here.
 * @param paths those of the built files, where there are any
 */
export async function readLive(inputs: SiteInputs, world: World, paths?: Promise<readonly string[]>): Promise<Live> {
  const [situation, distributions, { lease, isCalm }] = await together([
    readSituation(inputs, world, 'open', paths),
    readDistributions(inputs, world),
    readCalm(world),
  ])
  tellLease(lease, world)
  world.log.info(`${counted(situation.objects.length, 'object')} in s3://${inputs.bucket}/${belowOf(inputs)}`)
  return { situation, distributions, seen: { lease }, isCalm }
}

async function readCalm({ leasing, clock }: World): Promise<{ lease: SeenLease | undefined; isCalm: boolean }> {
  const began = clock.monotonic()
  const lease = await readLease(leasing.store)
  const lay = lease?.record.state === 'taken' ? 0 : (lease?.age ?? Number.POSITIVE_INFINITY)
  return { lease, isCalm: lay >= clock.monotonic() - began + CALM }
}

/** One that has run out is nobody's; whoever writes next takes it over, and says so. */
function tellLease(lease: SeenLease | undefined, { log }: World): void {
  if (lease?.record.state !== 'taken' || lease.age >= TAKEN_OVER_AFTER) return
  log.info(`The lease is taken by ${nameOf(lease.record)}`)
}

async function readDistributions(inputs: SiteInputs, world: World): Promise<readonly Distribution[]> {
  const found = await together(inputs.distributions.map((name) => world.cdn.find(name)))
  const distributions = [...new Map(found.map((one) => [one.id, one])).values()]
  for (const warning of distributionWarnings(distributions, inputs)) world.log.warning(warning)
  await together([
    checkEnvironment(inputs.environment, distributions, world),
    ...distributions.map(async (one) => refuseDisabled(one)),
  ])
  return distributions
}

function refuseDisabled({ id, enabled }: Distribution): void {
  if (enabled) return
  throw new Failure(`Could not deploy through distribution ${id}`, {
    why: 'it is disabled, so no visitor would see the site',
    hint: 'Enable it, or set `distribution` to the one that serves the site.',
  })
}

/** The headers of objects, one request for each. */
export async function readHeaders(
  objects: readonly Known[],
  { bucket, clock, log }: World,
  concurrency: number,
): Promise<ReadonlyMap<string, LiveHeaders>> {
  const found = new Map<string, LiveHeaders>()
  const progress = progressOf({ verb: 'Compared', items: objects.length, bytes: 0 }, clock, log.info)
  await parallel(objects, concurrency, async ({ live }) => {
    const headers = await bucket.head(live.key)
    if (headers !== undefined && headers.etag === live.etag) found.set(live.key, headers)
    else throw changedMeanwhile(bucket.name, live.key)
    progress.advance(0)
  })
  return found
}

/** What was listed is no longer there: a new look may find it settled. */
export class ChangedMeanwhile extends Failure {}

function changedMeanwhile(bucket: string, key: string): ChangedMeanwhile {
  return new ChangedMeanwhile(`Could not compare s3://${bucket}/${key}`, {
    why: 'somebody changed it since it was listed',
    hint: 'Is another deploy, or a person, writing to this bucket? Run again.',
  })
}

// What happens when a release fails between the first thing that a visitor can see and its record.

import { Failure } from '../shared/failure.ts'
import { asItWas } from './plan/as-it-was.ts'
import { filesWritten } from './plan/release.ts'
import { type Planned, planRestored } from './planning.ts'
import { byHand } from './publish/refresh.ts'
import { nothingWritten, type Written } from './publish/written.ts'
import { type Going, publishWavesAnyhow } from './publishing.ts'
import { belowOf, readSituation } from './read/situation.ts'
import type { Known, RecordedFile, ReleaseRecord } from './record-model.ts'
import { recordLive } from './recording.ts'
import { verify } from './verifying.ts'

/** A release that came to nothing. */
export interface Failed {
  readonly release: ReleaseRecord
  readonly written: Written
  /** What lay there when it began. */
  readonly before: ReadonlyMap<string, Known>
}

/**
 * Puts back what was live before, unless it is to be left, nothing was shown yet, or nothing may be written any more.
 * @throws always: both causes, and what visitors see now.
 */
export async function takeBack(cause: unknown, failed: Failed, going: Going): Promise<never> {
  const { release, written } = failed
  const { gate } = going.world
  if (!written.hasSwitched) throw cause
  if (gate.signal.aborted) throw new AggregateError([cause, unfinished(release, going)])
  if (going.inputs.onFailure === 'stop') throw new AggregateError([cause, left(release, going)])
  const { account } = going
  const back = account.watch.phase('Take back', () => putBack(failed, going))
  const { planned, untold } = await back.catch((error: unknown) => {
    throw new AggregateError([cause, notTakenBack(release), error])
  })
  account.isRolledBack = true
  const { sequence } = planned.situation.current.live
  const unproven = await seenAgain(sequence, planned, going)
  throw new AggregateError([cause, takenBack(release, sequence), ...present(untold), ...present(unproven)])
}

/** Publishes what the record says is live, proves it by a list, and records it again. */
async function putBack({ release, written: failed, before }: Failed, going: Going) {
  const { inputs, world, distributions, account } = going
  const situation = await readSituation(inputs, world, 'all')
  const { live, hold } = situation.current
  world.log.info(`Putting back release ${live.sequence}, because release ${release.sequence} failed`)
  const wanted = asItWas(live, before, failed.kept, situation)
  const planned = await planRestored(wanted, situation, distributions, inputs, world)
  const written = { ...nothingWritten(), changes: [...failed.changes] }
  const untold = await publishWavesAnyhow(planned, written, going)
  await prove(planned, written, going)
  const isUntold = untold !== undefined
  const intent = { source: live.provenance, restores: live.restores, hold, leaves: false, isUntold }
  account.current = await recordLive(planned, live, written, { ...going, intent })
  return { planned, untold }
}

/** Looks at the release that was put back. Answers what is wrong with it. */
async function seenAgain(sequence: number, { wanted }: Planned, going: Going): Promise<unknown> {
  if (going.lookouts.length === 0) return undefined
  try {
    await going.account.watch.phase('Verify', () => verify(sequence, wanted, going.lookouts, going))
    return undefined
  } catch (error) {
    return error
  }
}

function present(error: unknown): readonly unknown[] {
  return error === undefined ? [] : [error]
}

/** Every file of the release lies in the bucket as it was written, and none that it does not have is a page. */
async function prove({ wanted, known, plan }: Planned, written: Written, { inputs, world }: Going): Promise<void> {
  const listed = new Map((await world.bucket.list(belowOf(inputs))).map((object) => [object.key, object.etag]))
  const isThere = ({ key, etag }: RecordedFile): boolean => listed.get(key) === etag
  const wrong = filesWritten(wanted, known, written.etags).filter((file) => !isThere(file))
  const gone = plan.stages.flatMap(({ steps }) => steps).filter(({ kind }) => kind === 'delete')
  const [first] = [
    ...wrong.map(({ key }) => key),
    ...gone.map(({ asset }) => asset.key).filter((key) => listed.has(key)),
  ]
  if (first === undefined) return
  throw new Failure('Could not prove that the site is as it was', {
    why: `${first} is not`,
    hint: 'Does somebody else write to this bucket? Run again.',
  })
}

function takenBack({ sequence }: ReleaseRecord, before: number): Failure {
  return new Failure(`Release ${sequence} was taken back`, {
    why: before === 0 ? 'visitors see what was there before' : `visitors see release ${before} again`,
    hint: 'Mend the cause, then deploy again.',
  })
}

function notTakenBack({ sequence }: ReleaseRecord): Failure {
  return new Failure(`Release ${sequence} could not be taken back`, {
    why: 'some files are of this release, some of the one before; pages have the files that they need',
    hint: 'Run again: the next run finishes it.',
  })
}

function left({ sequence }: ReleaseRecord, going: Going): Failure {
  const choice = 'Run again to finish it, or run with `mode: rollback` to put back what is recorded as live.'
  return new Failure(`Release ${sequence} was left as it is`, {
    why: '`on-failure` is stop',
    hint: [choice, ...untoldOf(going)].join(' '),
  })
}

function unfinished({ sequence }: ReleaseRecord, going: Going): Failure {
  const hint = ['Run again: the next run finishes it.', ...untoldOf(going)].join(' ')
  return new Failure(`Release ${sequence} is not finished`, { why: 'the run had to stop', hint })
}

/** What CloudFront was not told, and how to tell it where nobody can run again. */
function untoldOf({ account }: Going): readonly string[] {
  const { plan, refreshed } = account
  const told = new Set(refreshed.map(({ refresh }) => refresh))
  const untold = plan === undefined ? [] : [...plan.refreshes, ...plan.lastRefreshes].filter((one) => !told.has(one))
  return untold.length === 0 ? [] : ['The next run tells CloudFront, too.', ...untold.map(byHand)]
}

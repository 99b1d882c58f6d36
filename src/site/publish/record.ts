// Writes the records: the release that begins, and what is live.

import { randomUUID } from 'node:crypto'
import { Failure } from '../../shared/failure.ts'
import { insist } from '../../shared/insist.ts'
import type { Condition, ConditionRefused } from '../../shared/objects.ts'
import type { World } from '../ports.ts'
import type { CurrentRecord, ReleaseRecord } from '../record-model.ts'
import { writeCurrent } from '../records/current.ts'
import { CURRENT, releaseName } from '../records/names.ts'
import { writeRelease } from '../records/release.ts'

type VerifyLease = () => Promise<void>

/** Records a release as begun, in full; it is never written again. */
export async function recordBegun(release: ReleaseRecord, world: World, verifyLease: VerifyLease): Promise<void> {
  await write(releaseName(release.sequence), writeRelease(release), undefined, world, verifyLease)
}

/**
 * The release that was there before the first.
 * @param isLeft whether its record lies there already, from a run that came no further
 */
export async function recordAdopted(
  release: ReleaseRecord,
  isLeft: boolean,
  world: World,
  verifyLease: VerifyLease,
): Promise<void> {
  const name = releaseName(release.sequence)
  const left = isLeft ? await world.state.get(name) : undefined
  await write(name, writeRelease(release), left?.etag, world, verifyLease)
}

/** Records what is live, in place of the record with that ETag. Answers the ETag of the new one. */
export async function recordCurrent(
  record: Omit<CurrentRecord, 'nonce'>,
  before: string | undefined,
  world: World,
  verifyLease: VerifyLease,
): Promise<string> {
  // With a nonce no two runs write the same bytes.
  const body = writeCurrent({ ...record, nonce: randomUUID() })
  return await write(CURRENT, body, before, world, verifyLease)
}

/** In place of what has that ETag; of nothing, where there is none. */
async function write(
  name: string,
  body: Buffer,
  before: string | undefined,
  { state, clock }: World,
  verifyLease: VerifyLease,
): Promise<string> {
  const condition: Condition = before === undefined ? { absent: true } : { etag: before }
  const lookUp = async (): Promise<string | undefined> => {
    const there = await state.get(name)
    return there?.body.equals(body) ? there.etag : undefined
  }
  const refusal = (cause: ConditionRefused): Failure => writtenByOthers(state.place + name, cause)
  return await insist({ write: () => state.put(name, body, condition), lookUp, refusal }, { clock, verifyLease })
}

function writtenByOthers(where: string, cause: ConditionRefused): Failure {
  return new Failure(`Could not write ${where}`, {
    why: 'somebody else wrote it since this run read it, without holding the lease',
    hint: 'Does anything but this action write there? Run again: it starts from what is there then.',
    cause,
  })
}

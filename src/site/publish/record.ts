// Writes the records: the release that begins, and what is live.

import { randomUUID } from 'node:crypto'
import { Failure } from '../../shared/failure.ts'
import { type Condition, ConditionRefused } from '../../shared/objects.ts'
import type { CurrentRecord, ReleaseRecord } from '../model.ts'
import type { World } from '../ports.ts'
import { readCurrent, writeCurrent } from '../records/current.ts'
import { CURRENT, releaseName } from '../records/names.ts'
import { writeRelease } from '../records/release.ts'

/** Records a release as begun, in full; it is never written again. */
export async function recordBegun(release: ReleaseRecord, { state }: World, verifyLease: () => Promise<void>) {
  const name = releaseName(release.sequence)
  await recorded(name, writeRelease(release), { absent: true }, state, verifyLease, (there, ours) => there.equals(ours))
}

/** The release that was there before the first: its record may be left from a run that came no further. */
export async function recordAdopted(release: ReleaseRecord, { state }: World, verifyLease: () => Promise<void>) {
  const name = releaseName(release.sequence)
  const left = await state.get(name)
  const condition = left === undefined ? { absent: true as const } : { etag: left.etag }
  await recorded(name, writeRelease(release), condition, state, verifyLease, (there, ours) => there.equals(ours))
}

/** Records what is live, in place of the record with that ETag. Answers the ETag of the new one. */
export async function recordCurrent(
  record: Omit<CurrentRecord, 'nonce'>,
  before: string | undefined,
  { state }: World,
  verifyLease: () => Promise<void>,
): Promise<string> {
  const nonce = randomUUID()
  const condition = before === undefined ? { absent: true as const } : { etag: before }
  const isOurs = (there: Buffer): boolean => readCurrent(there, state.place + CURRENT, record.live).nonce === nonce
  return await recorded(CURRENT, writeCurrent({ ...record, nonce }), condition, state, verifyLease, isOurs)
}

/** A refused condition may be our own write, whose answer was lost. */
async function recorded(
  name: string,
  body: Buffer,
  condition: Condition,
  state: World['state'],
  verifyLease: () => Promise<void>,
  isOurs: (there: Buffer, ours: Buffer) => boolean,
): Promise<string> {
  try {
    return await state.put(name, body, condition)
  } catch (error) {
    if (!(error instanceof ConditionRefused)) throw error
    await verifyLease()
    const there = await state.get(name)
    if (there !== undefined && isOurs(there.body, body)) return there.etag
    throw new Failure(`Could not write ${state.place}${name}`, {
      why: 'somebody else wrote it since this run read it, without holding the lease',
      hint: 'Does anything but this action write there? Run again: it starts from what is there then.',
      cause: error,
    })
  }
}

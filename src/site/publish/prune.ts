// Deletes what the record has condemned: files, kept content, and records of releases that nobody can return to.

import { ConditionRefused } from '../../shared/objects.ts'
import { parallel } from '../../shared/parallel.ts'
import { counted } from '../../shared/printable.ts'
import type { CurrentRecord, Situation, Tally } from '../model.ts'
import type { World } from '../ports.ts'
import { keptName, releaseName } from '../records/names.ts'

/**
 * Only what still has the ETag that was condemned. Records of releases go after their files, so that a run that comes
 * no further leaves nothing that no record knows.
 */
export async function prune(
  { ledger, kept, history, begun, live }: CurrentRecord,
  { sequences }: Pick<Situation, 'sequences'>,
  world: World,
  { concurrency, tally }: { readonly concurrency: number; readonly tally: Tally },
): Promise<void> {
  const files = ledger.filter(({ condemned }) => condemned).map(({ file }) => file)
  const copies = kept.filter(({ condemned }) => condemned)
  const needed = new Set([...history, ...begun, live].map(({ sequence }) => sequence))
  const records = sequences.filter((sequence) => !needed.has(sequence))
  if (files.length + copies.length + records.length === 0) return
  await parallel(files, concurrency, async ({ key, etag }) => {
    if (await isGone(world.bucket.remove(key, etag))) tally.deleted += 1
  })
  await parallel(copies, concurrency, async ({ sha256, etag }) => {
    await isGone(world.state.remove(keptName(sha256), etag))
  })
  await parallel(records, concurrency, (sequence) => removeRecord(sequence, world))
  const what = [counted(files.length, 'file'), counted(copies.length, 'copy', 'copies'), counted(records.length, 'record')]
  world.log.info(`Pruned what no release needs any more: ${what.join(', ')}`)
}

/** What somebody has changed since is no longer what was condemned, and stays. */
async function isGone(removal: Promise<void>): Promise<boolean> {
  try {
    await removal
    return true
  } catch (error) {
    if (error instanceof ConditionRefused) return false
    throw error
  }
}

async function removeRecord(sequence: number, { state }: World): Promise<void> {
  const name = releaseName(sequence)
  const there = await state.get(name)
  if (there !== undefined) await isGone(state.remove(name, there.etag))
}

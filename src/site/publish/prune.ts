// Deletes what the record has condemned: files, kept content, and records of releases that nobody can return to.

import { ConditionRefused } from '../../shared/objects.ts'
import { parallel } from '../../shared/parallel.ts'
import { counted } from '../../shared/printable.ts'
import type { Tally } from '../model.ts'
import type { State, World } from '../ports.ts'
import type { CurrentRecord, Situation } from '../record-model.ts'
import { keptName, releaseName } from '../records/names.ts'

/**
 * Only what still has the ETag that was condemned. Records of releases go after their files, so that a run that comes
 * no further leaves nothing that no record knows.
 */
export async function prune(
  current: CurrentRecord,
  { sequences }: Pick<Situation, 'sequences'>,
  { bucket, state, log }: World,
  { concurrency, tally }: { readonly concurrency: number; readonly tally: Tally },
): Promise<void> {
  const { files, copies, records } = condemnedBy(current, sequences)
  if (files.length + copies.length + records.length === 0) return
  const gone = { files: 0, copies: 0, records: 0 }
  await parallel(files, concurrency, async ({ key, etag }) => {
    if (!(await isGone(bucket.remove(key, etag)))) return
    gone.files += 1
    tally.deleted += 1
  })
  await parallel(copies, concurrency, async ({ sha256, etag }) => {
    if (await isGone(state.remove(keptName(sha256), etag))) gone.copies += 1
  })
  await parallel(records, concurrency, async (sequence) => {
    if (await isGone(removeRecord(sequence, state))) gone.records += 1
  })
  log.info(`Pruned what no release needs any more: ${told(gone)}`)
}

function condemnedBy({ ledger, kept, history, begun, live }: CurrentRecord, sequences: readonly number[]) {
  const needed = new Set([...history, ...begun, live].map(({ sequence }) => sequence))
  return {
    files: ledger.filter(({ condemned }) => condemned).map(({ file }) => file),
    copies: kept.filter(({ condemned }) => condemned),
    records: sequences.filter((sequence) => !needed.has(sequence)),
  }
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

async function removeRecord(sequence: number, state: State): Promise<void> {
  const name = releaseName(sequence)
  const there = await state.get(name)
  if (there !== undefined) await state.remove(name, there.etag)
}

function told({ files, copies, records }: Readonly<Record<'files' | 'copies' | 'records', number>>): string {
  return [counted(files, 'file'), counted(copies, 'copy', 'copies'), counted(records, 'record')].join(', ')
}

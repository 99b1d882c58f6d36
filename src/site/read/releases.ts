// The records of releases.

import { Failure } from '../../shared/failure.ts'
import { parallel } from '../../shared/parallel.ts'
import type { World } from '../ports.ts'
import type { ReleaseRecord } from '../record-model.ts'
import { releaseName } from '../records/names.ts'
import { readRelease } from '../records/release.ts'
import type { SiteInputs } from './inputs.ts'

/** Where a site lies, and how many requests there may be at once. */
export type Whereabouts = Pick<SiteInputs, 'bucket' | 'prefix' | 'concurrency'>

/** In the order of their sequences as given. @throws {PartialFailure} where one of them is damaged, or gone. */
export async function readReleases(
  sequences: readonly number[],
  site: Whereabouts,
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
    hint: 'Did somebody delete it by hand? That release cannot be returned to: choose another one.',
  })
}

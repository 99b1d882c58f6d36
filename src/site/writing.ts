// Every write happens under the lease, and on a server that honours conditions.

import { Failure } from '../shared/failure.ts'
import { type Lease, type LeaseMeans, underLease } from '../shared/lease.ts'
import type { World } from './ports.ts'

/**
 * Takes the lease for the work.
 * @param seen the lease as it lay there when everything was read
 * @throws {Failure} where the server would not keep two writers apart
 */
export async function whileLeased(
  world: World,
  seen: LeaseMeans['seen'],
  work: (lease: Lease) => Promise<void>,
): Promise<void> {
  const { state, run, leasing, gate, log } = world
  if (!(await state.hasConditions())) {
    throw new Failure(`Could not write to ${state.place}`, {
      why: 'this S3 server ignores conditional writes, so two deploys could overwrite each other',
      hint: 'Nothing was changed. Amazon S3 has them; other servers may need a newer version.',
    })
  }
  const { repository, run: id, attempt } = run.provenance
  const holder = { repository, run: run.url || id, attempt, job: run.job }
  await underLease(holder, { ...leasing, gate, log, seen }, work)
}

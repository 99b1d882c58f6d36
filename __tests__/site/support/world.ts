// A world in memory for the stories and their parts.

import { openGate } from '../../../src/shared/gate.ts'
import type { Provenance } from '../../../src/shared/provenance.ts'
import type { World } from '../../../src/site/ports.ts'
import { type FakeClock, fakeClock } from '../../shared/support/clock.ts'
import { drivenClock } from '../../shared/support/driven-clock.ts'
import { type RecordingLog, recordingLog } from '../../shared/support/log.ts'
import { type MemoryBucket, memoryBucket } from './memory-bucket.ts'
import { type MemoryCdn, memoryCdn } from './memory-cdn.ts'
import { type MemoryState, memoryState } from './memory-state.ts'
import { noWay } from './no-way.ts'

export interface MemoryWorld extends World {
  readonly bucket: MemoryBucket
  readonly state: MemoryState
  readonly cdn: MemoryCdn
  readonly clock: FakeClock
  readonly log: RecordingLog
}

/**
 * Everything goes by one clock, and the state is where the bucket keeps content, whichever of them is given. Only the
 * lease has a clock of its own, which stands still: it never sleeps its way through a test.
 */
export function memoryWorld(given: Partial<MemoryWorld> = {}): MemoryWorld {
  const clock = given.clock ?? given.bucket?.clock ?? given.state?.clock ?? fakeClock()
  const state = given.state ?? given.bucket?.state ?? memoryState({}, { clock })
  return {
    bucket: memoryBucket({}, { state, clock }),
    state,
    cdn: memoryCdn(),
    visitor: noWay,
    commits: { compare: async () => undefined },
    clock,
    log: recordingLog(),
    run: {
      provenance: provenance(),
      url: 'https://github.com/octo/shop/actions/runs/77',
      job: 'deploy',
      nonce: 'aaaa1111',
    },
    gate: openGate(),
    leasing: { store: state, clock: drivenClock() },
    ...given,
  }
}

/** A run of `octo/shop`, or what is said of it. */
export function provenance(given: Partial<Provenance> = {}): Provenance {
  return {
    repository: 'octo/shop',
    workflow: '.github/workflows/deploy.yml',
    commit: '0123456789abcdef0123456789abcdef01234567',
    ref: 'refs/heads/main',
    run: '77',
    number: 7,
    attempt: 1,
    actor: 'octocat',
    environment: '',
    ...given,
  }
}

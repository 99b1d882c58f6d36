// A world in memory for the stories and their parts.

import type { World } from '../../../src/site/ports.ts'
import { type FakeClock, fakeClock } from '../../shared/support/clock.ts'
import { type RecordingLog, recordingLog } from '../../shared/support/log.ts'
import { type MemoryBucket, memoryBucket } from './memory-bucket.ts'
import { type MemoryCdn, memoryCdn } from './memory-cdn.ts'

export interface MemoryWorld extends World {
  readonly bucket: MemoryBucket
  readonly cdn: MemoryCdn
  readonly clock: FakeClock
  readonly log: RecordingLog
}

export function memoryWorld(given: Partial<MemoryWorld> = {}): MemoryWorld {
  return {
    bucket: memoryBucket(),
    cdn: memoryCdn(),
    clock: fakeClock(),
    log: recordingLog(),
    run: { id: '77', attempt: '1', nonce: 'aaaa1111' },
    ...given,
  }
}

// The SHA-256 of a text that comes in pieces, which are never all put together.

import { createHash } from 'node:crypto'

/** Characters that are hashed at once: one call for each small piece takes longer than the hashing. */
const BATCH = 64 * 1024

/** Lower-case hex. */
export function digestOf(pieces: Iterable<string>): string {
  const digest = createHash('sha256')
  let batch = ''
  for (const piece of pieces) {
    batch += piece
    if (batch.length < BATCH) continue
    digest.update(batch)
    batch = ''
  }
  return digest.update(batch).digest('hex')
}

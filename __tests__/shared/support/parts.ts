// Parts of a large file, as they are handed to a bucket.

import { createHash } from 'node:crypto'
import type { Part } from '../../../src/shared/parts.ts'

export function partOf(bytes: Buffer): Part {
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

export async function* inParts(...parts: readonly Buffer[]): AsyncGenerator<Part> {
  for (const bytes of parts) yield partOf(bytes)
}

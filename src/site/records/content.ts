// What a release holds, in one digest.

import { createHash } from 'node:crypto'
import type { RecordedFile } from '../record-model.ts'
import { byBytes, sortedHeaders } from './order.ts'

/**
 * The same for two releases with the same keys, bytes and headers, whatever the order of either.
 *
 * A file whose bytes nobody has read counts by its ETag. JSON keeps every part apart from the next.
 */
export function contentDigest(files: readonly Pick<RecordedFile, 'key' | 'sha256' | 'etag' | 'headers'>[]): string {
  const digest = createHash('sha256')
  for (const { key, sha256, etag, headers } of files.toSorted((a, b) => byBytes(a.key, b.key))) {
    const bytes = sha256 === undefined ? { etag } : { sha256 }
    digest.update(`${JSON.stringify([key, bytes, headers && sortedHeaders(headers)])}\n`)
  }
  return digest.digest('hex')
}

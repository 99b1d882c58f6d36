// What a release holds, in one digest.

import { digestOf } from '../../shared/records/digest.ts'
import type { RecordedFile } from '../record-model.ts'
import { byBytes, headerSorter } from './order.ts'

type Content = Pick<RecordedFile, 'key' | 'sha256' | 'etag' | 'headers'>

/**
 * The same for two releases with the same keys, bytes and headers, whatever the order of either.
 *
 * A file whose bytes nobody has read counts by its ETag. JSON keeps every part apart from the next.
 */
export function contentDigest(files: readonly Content[]): string {
  return digestOf(linesOf(files.toSorted((a, b) => byBytes(a.key, b.key))))
}

function* linesOf(files: readonly Content[]): Iterable<string> {
  const sortedJson = headerSorter()
  for (const { key, sha256, etag, headers } of files) {
    const bytes = sha256 === undefined ? { etag } : { sha256 }
    yield `[${JSON.stringify(key)},${JSON.stringify(bytes)},${headers === undefined ? 'null' : sortedJson(headers)}]\n`
  }
}

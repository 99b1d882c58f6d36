// Content that is kept beside the site.

import type { Entry } from '../../shared/records/entry.ts'
import { emptyOr, sha256, time } from '../../shared/records/rules.ts'
import type { KeptContent } from '../record-model.ts'
import { byBytes } from './order.ts'
import { etag, keyBelow } from './rules.ts'
import { sortedEntries } from './sorted-entries.ts'

export function writtenKept(kept: readonly KeptContent[]) {
  return kept
    .toSorted((a, b) => byBytes(a.sha256, b.sha256))
    .map(({ sha256, size, etag, key, was, release, ended, condemned }) => ({
      sha256,
      size,
      etag,
      key,
      was,
      release,
      ended,
      condemned: condemned || undefined,
    }))
}

export function readKept(from: Entry, prefix: string): readonly KeptContent[] {
  const key = emptyOr(keyBelow(prefix))
  return sortedEntries(from, 'kept', 'sha256').map((entry) => ({
    sha256: entry.text('sha256', sha256),
    size: entry.whole('size'),
    etag: entry.text('etag', etag),
    key: entry.text('key', key),
    was: entry.text('was', emptyOr(etag)),
    release: entry.whole('release'),
    ended: entry.text('ended', time),
    condemned: entry.flag('condemned'),
  }))
}

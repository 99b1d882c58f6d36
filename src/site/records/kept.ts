// Content that is kept beside the site.

import { type Entry, flag, text, whole } from '../../shared/records/entry.ts'
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
  const was = emptyOr(etag)
  return sortedEntries(from, 'kept', 'sha256', (entry) => ({
    sha256: text(entry, 'sha256', sha256),
    size: whole(entry, 'size'),
    etag: text(entry, 'etag', etag),
    key: text(entry, 'key', key),
    was: text(entry, 'was', was),
    release: whole(entry, 'release'),
    ended: text(entry, 'ended', time),
    condemned: flag(entry, 'condemned'),
  }))
}

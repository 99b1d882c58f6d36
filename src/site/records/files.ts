// The files of a release, and those that are retained from earlier ones.

import type { Entry } from '../../shared/records/entry.ts'
import { sha256, time } from '../../shared/records/rules.ts'
import type { Headers, Role } from '../file-model.ts'
import type { RecordedFile, RetainedFile } from '../record-model.ts'
import type { HeaderTable } from './header-table.ts'
import { byBytes } from './order.ts'
import { etag, headerName, keyBelow } from './rules.ts'
import { sortedEntries } from './sorted-entries.ts'

const roles: readonly Role[] = ['asset', 'page', 'entry', 'worker-manifest']

/** What the plain case is made of is left out: the role *asset*, a name without a proven hash, nothing known. */
export function writtenFile({ key, role, size, sha256, etag, headers, hashed }: RecordedFile, table: HeaderTable) {
  return {
    key,
    role: role === 'asset' ? undefined : role,
    size,
    sha256,
    etag,
    headers: table.indexOf(headers),
    hashed: hashed || undefined,
  }
}

export function writtenRetained({ file, release, ended, condemned }: RetainedFile, table: HeaderTable) {
  return { ...writtenFile(file, table), release, ended, condemned: condemned || undefined }
}

export function inOrderOfKeys(files: readonly RecordedFile[]): readonly RecordedFile[] {
  return files.toSorted((a, b) => byBytes(a.key, b.key))
}

export function readHeaderSets(from: Entry): readonly Headers[] {
  return from.entries('headers').map((set) => set.allTexts(headerName))
}

export function readFiles(from: Entry, prefix: string, sets: readonly Headers[]): readonly RecordedFile[] {
  return sortedEntries(from, 'files', 'key').map(fileReader(prefix, sets))
}

/** Retained files, none of which may be one that is live. */
export function readLedger(
  from: Entry,
  prefix: string,
  sets: readonly Headers[],
  live: readonly RecordedFile[],
): readonly RetainedFile[] {
  const keys = new Set(live.map(({ key }) => key))
  const readFile = fileReader(prefix, sets)
  return sortedEntries(from, 'ledger', 'key').map((entry) => {
    const file = readFile(entry)
    if (keys.has(file.key)) throw entry.fault('key', 'is in files too')
    return {
      file,
      release: entry.whole('release'),
      ended: entry.text('ended', time),
      condemned: entry.flag('condemned'),
    }
  })
}

function fileReader(prefix: string, sets: readonly Headers[]): (from: Entry) => RecordedFile {
  const key = keyBelow(prefix)
  return (from) => ({
    key: from.text('key', key),
    role: from.optional('role', (name) => from.choice(name, roles)) ?? 'asset',
    size: from.whole('size'),
    sha256: from.optional('sha256', (name) => from.text(name, sha256)),
    etag: from.text('etag', etag),
    headers: from.optional('headers', (name) => {
      const set = sets[from.whole(name)]
      if (set === undefined) throw from.fault(name, 'points to none of the sets of headers')
      return set
    }),
    hashed: from.flag('hashed'),
  })
}

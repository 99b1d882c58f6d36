// The files of a release, and those that are retained from earlier ones.

import { allTexts, choice, type Entry, entries, flag, optional, text, whole } from '../../shared/records/entry.ts'
import { sha256, time } from '../../shared/records/rules.ts'
import type { Headers, Role } from '../file-model.ts'
import type { RecordedFile, RetainedFile } from '../record-model.ts'
import type { HeaderTable } from './header-table.ts'
import { byBytes } from './order.ts'
import { etag, headerName, keyBelow } from './rules.ts'
import { sortedEntries } from './sorted-entries.ts'

const roles: readonly Role[] = ['asset', 'page', 'entry', 'worker-manifest']

/** What the plain case is made of is left out: the role *asset*, a name without a proven hash, no settings, nothing known. */
export function writtenFile(
  { key, role, size, sha256, etag, headers, hashed, mayHaveSettings }: RecordedFile,
  table: HeaderTable,
) {
  return {
    key,
    role: role === 'asset' ? undefined : role,
    size,
    sha256,
    etag,
    headers: table.indexOf(headers),
    hashed: hashed || undefined,
    settings: mayHaveSettings || undefined,
  }
}

export function writtenRetained({ file, release, ended, condemned }: RetainedFile, table: HeaderTable) {
  return { ...writtenFile(file, table), release, ended, condemned: condemned || undefined }
}

export function inOrderOfKeys(files: readonly RecordedFile[]): readonly RecordedFile[] {
  return files.toSorted((a, b) => byBytes(a.key, b.key))
}

export function readHeaderSets(from: Entry): readonly Headers[] {
  return entries(from, 'headers', (set) => allTexts(set, headerName))
}

export function readFiles(from: Entry, prefix: string, sets: readonly Headers[]): readonly RecordedFile[] {
  return sortedEntries(from, 'files', 'key', fileReader(prefix, sets))
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
  return sortedEntries(from, 'ledger', 'key', (entry) => {
    const file = readFile(entry)
    if (keys.has(file.key)) throw entry.fault('key', 'is in files too')
    return {
      file,
      release: whole(entry, 'release'),
      ended: text(entry, 'ended', time),
      condemned: flag(entry, 'condemned'),
    }
  })
}

function fileReader(prefix: string, sets: readonly Headers[]): (from: Entry) => RecordedFile {
  const key = keyBelow(prefix)
  const readHeaders = (from: Entry, name: string): Headers => {
    const set = sets[whole(from, name)]
    if (set === undefined) throw from.fault(name, 'points to none of the sets of headers')
    return set
  }
  return (from) => ({
    key: text(from, 'key', key),
    role: optional(from, 'role', readRole) ?? 'asset',
    size: whole(from, 'size'),
    sha256: optional(from, 'sha256', readHash),
    etag: text(from, 'etag', etag),
    headers: optional(from, 'headers', readHeaders),
    hashed: flag(from, 'hashed'),
    mayHaveSettings: flag(from, 'settings'),
  })
}

function readRole(from: Entry, name: string): Role {
  return choice(from, name, roles)
}

function readHash(from: Entry, name: string): string {
  return text(from, name, sha256)
}

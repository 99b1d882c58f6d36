// An entry of an archive that is ready, as its directory tells it: where it goes, what it is, and what speaks against it.

import { type Entry, getFileNameLowLevel } from 'yauzl'
import { Failure } from '../../shared/failure.ts'
import { MOST_TARGET } from '../describe/bundle-limits.ts'
import { nameFault } from '../describe/entry-names.ts'

export interface ArchiveEntry {
  readonly kind: 'file' | 'link' | 'folder'
  readonly path: string
  readonly executable: boolean
  /** Bytes, unpacked. */
  readonly size: number
  readonly faults: readonly Failure[]
  /** To read it by. */
  readonly entry: Entry
}

export function archiveEntry(entry: Entry): ArchiveEntry {
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true)
  const path = name.replace(/\/$/, '')
  const mode = unixMode(entry)
  const kind = kindOf(name, mode)
  const size = entry.uncompressedSize
  const reasons = [encrypted(entry), unknownMethod(entry), special(mode, kind), longTarget(kind, size)]
  const faults = reasons.filter((reason) => reason !== undefined).map((reason) => refused(path, reason))
  const badName = nameFault(path)
  return {
    kind: kind ?? 'file',
    path,
    executable: (mode & 0o111) !== 0,
    size,
    faults: badName ? [badName, ...faults] : faults,
    entry,
  }
}

/** The hosts whose archives hold modes of Unix: Unix itself and macOS. */
const unixHosts: ReadonlySet<number> = new Set([3, 19])

/** 0 where the archive knows no modes, as those made on Windows. */
function unixMode({ versionMadeBy, externalFileAttributes }: Entry): number {
  return unixHosts.has(versionMadeBy >>> 8) ? externalFileAttributes >>> 16 : 0
}

const kinds: ReadonlyMap<number, ArchiveEntry['kind']> = new Map([
  [0, 'file'],
  [0o100000, 'file'],
  [0o120000, 'link'],
])

/** Undefined for what is none of them. Many tools leave the kind of an ordinary file open. */
function kindOf(name: string, mode: number): ArchiveEntry['kind'] | undefined {
  if (name.endsWith('/')) return 'folder'
  return kinds.get(mode & 0o170000)
}

interface Reason {
  readonly why: string
  readonly hint: string
}

const again = 'Pack the archive anew.'

function encrypted(entry: Entry): Reason | undefined {
  return entry.isEncrypted()
    ? { why: 'it is encrypted, and nobody gives instances the password', hint: again }
    : undefined
}

/** 0 is stored, 8 deflated; instances cannot unpack much else. */
function unknownMethod({ compressionMethod: method }: Entry): Reason | undefined {
  if (method === 0 || method === 8) return undefined
  return { why: `it is compressed by method ${method}`, hint: 'Pack the archive anew, with the method Deflate.' }
}

function special(mode: number, kind: ArchiveEntry['kind'] | undefined): Reason | undefined {
  if (kind !== undefined) return undefined
  return { why: `it is neither a file nor a folder nor a link (mode ${mode.toString(8)})`, hint: again }
}

function longTarget(kind: ArchiveEntry['kind'] | undefined, size: number): Reason | undefined {
  if (kind !== 'link' || (size > 0 && size <= MOST_TARGET)) return undefined
  return { why: `it is a link whose target has ${size} bytes`, hint: again }
}

function refused(path: string, { why, hint }: Reason): Failure {
  return new Failure(`Could not bundle ${path}`, { why, hint })
}

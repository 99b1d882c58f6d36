// An archive that is ready, as a bundle: looked at as closely as if it came from a stranger, and then used as it is.

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { crc32 } from 'node:zlib'
import { openPromise, type ZipFile } from 'yauzl'
import { Failure } from '../../shared/failure.ts'
import type { Archive, Bundle, BundleEntry, Contents } from '../bundle-model.ts'
import { MOST_BYTES, sizeFaults, tooLarge } from '../describe/bundle-limits.ts'
import { intake, isLintText } from '../describe/contents.ts'
import { conflicts } from '../describe/entry-names.ts'
import { identityOf, inOrder } from '../describe/identity.ts'
import { followLinks, linkFaults } from '../describe/links.ts'
import { type ArchiveEntry, archiveEntry } from './archive-entry.ts'

export interface ArchivePlace {
  readonly given: string
  readonly location: string
  /** Bytes. */
  readonly size: number
  readonly source: Exclude<Bundle['source'], 'folder'>
}

/**
 * Modes are those of the archive, and folders of their own are no part of the identity.
 * @throws {Failure} or {AggregateError} of them, with everything that speaks against it.
 */
export async function readArchive({ given, location, size, source }: ArchivePlace): Promise<Bundle> {
  if (size > MOST_BYTES) throw tooLarge(given, size)
  const archive = await hashed(location)
  const read = await readEntries(given, location)
  const entries = read.map(({ entry }) => entry)
  refuse(linkFaults(followLinks(entries)))
  return {
    given,
    source,
    identity: identityOf(entries),
    size: entries.reduce((sum, entry) => sum + (entry.kind === 'file' ? entry.size : 0), 0),
    entries,
    texts: new Map(read.flatMap(({ entry, text }) => (text === undefined ? [] : [[entry.path, text]]))),
    leftOut: [],
    archive: async () => archive,
  }
}

async function hashed(path: string): Promise<Archive> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk)
    size += chunk.length
  }
  return { path, size, sha256: hash.digest('hex') }
}

interface ReadEntry {
  readonly path: string
  readonly entry: BundleEntry
  readonly text: string | undefined
}

async function readEntries(given: string, location: string): Promise<readonly ReadEntry[]> {
  const zip = await opened(given, location)
  try {
    const listed = await entriesOf(given, zip)
    const read: ReadEntry[] = []
    // One after the other: each is unpacked in a thread of its own anyway, and a few bytes at a time.
    for (const one of listed) read.push(await readEntry(zip, one))
    return inOrder(read)
  } finally {
    zip.close()
  }
}

async function opened(given: string, location: string): Promise<ZipFile> {
  try {
    return await openPromise(location, { autoClose: false, decodeStrings: false })
  } catch (error) {
    throw damaged(given, error)
  }
}

/** Everything that can be said before a byte is unpacked. */
async function entriesOf(given: string, zip: ZipFile): Promise<readonly ArchiveEntry[]> {
  refuse(zip.entryCount > 0 ? sizeFaults(given, zip.entryCount, 0) : [])
  const listed = await list(given, zip)
  const entries = listed.filter(({ kind }) => kind !== 'folder')
  const unpacked = entries.reduce((sum, { size }) => sum + size, 0)
  refuse([
    ...listed.flatMap(({ faults }) => faults),
    ...conflicts(entries),
    ...sizeFaults(given, entries.length, unpacked),
  ])
  return entries
}

async function list(given: string, zip: ZipFile): Promise<readonly ArchiveEntry[]> {
  const listed: ArchiveEntry[] = []
  try {
    for await (const entry of zip.eachEntry()) listed.push(archiveEntry(entry))
  } catch (error) {
    throw damaged(given, error)
  }
  return listed
}

async function readEntry(zip: ZipFile, one: ArchiveEntry): Promise<ReadEntry> {
  const { path } = one
  const { text, ...contents } = await unpacked(zip, one)
  if (one.kind === 'link') return { path, entry: { kind: 'link', path, target: text ?? '' }, text: undefined }
  return { path, entry: { kind: 'file', path, mode: one.executable ? 0o755 : 0o644, ...contents }, text }
}

/** Never more bytes than the directory has announced, so that a few cannot become a great many. */
async function unpacked(zip: ZipFile, { path, kind, entry }: ArchiveEntry): Promise<Contents> {
  const taken = intake(kind === 'link' || isLintText(path))
  let checksum = 0
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      taken.take(chunk)
      checksum = crc32(chunk, checksum)
    }
  } catch (error) {
    throw damaged(path, error)
  }
  if (checksum !== entry.crc32) throw damaged(path, new Error('its bytes are not those of its checksum'))
  return taken.contents()
}

function refuse(faults: readonly Failure[]): void {
  if (faults.length > 0) throw new AggregateError(faults)
}

function damaged(what: string, cause: unknown): Failure {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new Failure(`Could not unpack ${what}`, {
    why: why.replace(/\.$/, ''),
    hint: 'The archive is damaged or none at all: build it anew.',
    cause,
  })
}

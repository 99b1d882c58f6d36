// A folder as a bundle: every file is read once to know it, and once more to pack it.

import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Log } from '../../shared/log.ts'
import { counted } from '../../shared/printable.ts'
import type { Archive, Bundle, BundleEntry, BundleLink, Contents } from '../bundle-model.ts'
import { archiveTime } from '../describe/archive-time.ts'
import { MOST_BYTES, sizeFaults, tooLarge } from '../describe/bundle-limits.ts'
import { intake, isLintText } from '../describe/contents.ts'
import { identityOf, inOrder } from '../describe/identity.ts'
import { followLinks, linkFaults } from '../describe/links.ts'
import { listed } from '../describe/listed.ts'
import { modeOf } from '../describe/mode.ts'
import { type BundleWalk, type FolderFile, walkBundle } from './bundle-walk.ts'
import { CHUNK, changed, chunksOf, unreadable } from './file-chunks.ts'
import { FILE, LINK, writeZip, type ZipEntry } from './zip.ts'

export interface FolderPlace {
  readonly given: string
  readonly location: string
  readonly log: Log
}

/** Milliseconds of reading after which other work gets its turn. */
const TURN = 8

export async function readFolder({ given, location, log }: FolderPlace): Promise<Bundle> {
  const walk = await walkBundle(location)
  tell(walk, log)
  const size = walk.found.reduce((sum, one) => sum + (one.kind === 'file' ? one.size : 0), 0)
  refuse(given, walk, size)
  const read = inOrder(await readAll(walk.found))
  const identity = identityOf(read.map(({ entry }) => entry))
  return {
    given,
    source: 'folder',
    identity,
    size,
    entries: read.map(({ entry }) => entry),
    texts: new Map(read.flatMap(({ path, text }) => (text === undefined ? [] : [[path, text]]))),
    leftOut: walk.leftOut.toSorted(),
    archive: (into) => pack(given, identity, read, into),
  }
}

function tell({ leftOut, ignored }: BundleWalk, log: Log): void {
  if (leftOut.length > 0) log.notice(`Not in the bundle: ${listed(leftOut.toSorted())}.`)
  if (ignored > 0) log.info(`.ebignore leaves out ${counted(ignored, 'file or folder', 'files and folders')}.`)
}

function refuse(given: string, { found }: BundleWalk, size: number): void {
  const faults = [...sizeFaults(given, found.length, size), ...linkFaults(followLinks(found))]
  if (faults.length > 0) throw new AggregateError(faults)
}

interface ReadEntry {
  readonly path: string
  readonly entry: BundleEntry
  readonly text: string | undefined
  /** The bytes as they go into the archive. */
  chunks(): Iterable<Uint8Array>
}

/** Files are read synchronously, which is several times faster than asking for each; the pauses let others in. */
async function readAll(found: readonly (FolderFile | BundleLink)[]): Promise<readonly ReadEntry[]> {
  const read: ReadEntry[] = []
  let turn = performance.now()
  for (const one of found) {
    read.push(one.kind === 'link' ? readLink(one) : await readFile(one))
    if (performance.now() - turn < TURN) continue
    await setImmediate()
    turn = performance.now()
  }
  return read
}

function readLink(entry: BundleLink): ReadEntry {
  return { path: entry.path, entry, text: undefined, chunks: () => [Buffer.from(entry.target)] }
}

async function readFile(file: FolderFile): Promise<ReadEntry> {
  const { path, location } = file
  const { text, ...contents } = await contentsOf(file)
  const mode = modeOf(path, contents.program, file.executable)
  return {
    path,
    entry: { kind: 'file', path, mode, ...contents },
    text,
    chunks: () => unchanged(path, location, contents),
  }
}

async function contentsOf({ path, location, size }: FolderFile): Promise<Contents> {
  const taken = intake(isLintText(path))
  try {
    for (const chunk of chunksOf(location, size)) {
      taken.take(chunk)
      if (size > CHUNK) await setImmediate()
    }
  } catch (error) {
    throw unreadable(path, error)
  }
  const contents = taken.contents()
  if (contents.size !== size) throw changed(path)
  return contents
}

/** The bytes again, which must still be what the identity was made of. */
function* unchanged(
  path: string,
  location: string,
  { size, sha256 }: Pick<Contents, 'size' | 'sha256'>,
): Generator<Buffer> {
  const hash = createHash('sha256')
  let left = size
  try {
    for (const chunk of chunksOf(location, size)) {
      left -= chunk.length
      if (left < 0) throw changed(path)
      hash.update(chunk)
      yield chunk
    }
  } catch (error) {
    throw unreadable(path, error)
  }
  if (left > 0 || hash.digest('hex') !== sha256) throw changed(path)
}

async function pack(given: string, identity: string, read: readonly ReadEntry[], into: string): Promise<Archive> {
  const path = join(into, `${identity}.zip`)
  const written = await writeZip(path, read.map(zipEntryOf), { time: archiveTime(identity), most: MOST_BYTES })
  if (written === undefined) throw tooLarge(given)
  return { path, ...written }
}

function zipEntryOf({ path, entry, chunks }: ReadEntry): ZipEntry {
  return entry.kind === 'file'
    ? { path, mode: FILE | entry.mode, size: entry.size, chunks }
    : { path, mode: LINK, size: Buffer.byteLength(entry.target), chunks }
}

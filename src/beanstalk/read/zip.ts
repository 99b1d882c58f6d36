// Writes an archive whose bytes depend on what it holds alone: not on the machine, its zlib, its clock or its disk.

import { createHash } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { Zip, ZipDeflate } from 'fflate/browser'
import type { Archive } from '../bundle-model.ts'

/** What a mode says besides who may do what, as in `stat`. https://man7.org/linux/man-pages/man7/inode.7.html */
export const FILE = 0o100000
export const LINK = 0o120777

export interface ZipEntry {
  readonly path: string
  /** Kind and permissions, as Unix writes them. */
  readonly mode: number
  /** Bytes. */
  readonly size: number
  /** Never more than `size` bytes. Their memory may be used again for each. */
  chunks(): Iterable<Uint8Array>
}

export interface ZipRules {
  /** By the clock of this machine, as archives know no time zones. */
  readonly time: Date
  /** Bytes; an archive that would have more is given up as soon as that is certain. */
  readonly most: number
}

type Written = Pick<Archive, 'size' | 'sha256'>

/** The host whose modes an archive holds. https://pkware.cachefly.net/webdocs/APPNOTE/APPNOTE-6.3.9.TXT 4.4.2 */
const UNIX = 3

/** Undefined where the archive would have been too large; then nothing is left of it. */
export async function writeZip(
  location: string,
  entries: readonly ZipEntry[],
  rules: ZipRules,
): Promise<Written | undefined> {
  const file = await open(location, 'w')
  let written: Written | undefined
  try {
    written = await writeEntries(file, entries, rules)
  } finally {
    await file.close()
    if (written === undefined) await rm(location, { force: true })
  }
  return written
}

/** Bytes that are gathered for one write. */
const GATHERED = 1024 * 1024

async function writeEntries(
  file: FileHandle,
  entries: readonly ZipEntry[],
  rules: ZipRules,
): Promise<Written | undefined> {
  const sink = sinkOf(file)
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    sink.gather(chunk)
  })
  for (const entry of entries) {
    for (const _ of addTo(zip, entry, rules.time)) {
      if (sink.size() > rules.most) return undefined
      await sink.write(GATHERED)
    }
  }
  zip.end()
  if (sink.size() > rules.most) return undefined
  await sink.write(0)
  return { size: sink.size(), sha256: sink.sha256() }
}

/** Said in full, so that nothing is left to be worked out from the size of a file. */
const effort = { level: 6, mem: 4 } as const

/** Yields whenever something may have been packed. */
function* addTo(zip: Zip, { path, mode, size, chunks }: ZipEntry, time: Date): Generator<void> {
  const stream = new ZipDeflate(path, effort)
  stream.os = UNIX
  stream.attrs = mode * 0x1_0000
  stream.mtime = time
  zip.add(stream)
  if (size === 0) stream.push(new Uint8Array(0), true)
  let left = size
  for (const chunk of chunks()) {
    left -= chunk.length
    stream.push(chunk, left === 0)
    yield
  }
  yield
}

interface Sink {
  gather(chunk: Uint8Array): void
  /** Bytes that were gathered, written or not. */
  size(): number
  /** Writes what was gathered if it is more than so many bytes, and forgets it: memory does not grow with the archive. */
  write(above: number): Promise<void>
  sha256(): string
}

function sinkOf(file: FileHandle): Sink {
  const hash = createHash('sha256')
  let [gathered, waiting, size] = [[] as Uint8Array[], 0, 0]
  return {
    gather(chunk) {
      hash.update(chunk)
      gathered.push(chunk)
      waiting += chunk.length
      size += chunk.length
    },
    size: () => size,
    async write(above) {
      if (waiting <= above) return
      const chunks = gathered
      ;[gathered, waiting] = [[], 0]
      await file.writeFile(Buffer.concat(chunks))
    },
    sha256: () => hash.digest('hex'),
  }
}

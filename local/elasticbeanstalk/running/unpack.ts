// Unpacks a source bundle the way an instance does: with its modes and links, and nowhere but into its folder.

import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'

import { type Entry, type FileEntry, Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'

/** Bits of a Unix mode: https://man7.org/linux/man-pages/man7/inode.7.html */
const KIND = 0o170000
const LINK = 0o120000
const PERMISSIONS = 0o777

export async function unpack(bundle: Uint8Array, folder: string): Promise<void> {
  const archive = new ZipReader(new Uint8ArrayReader(bundle), { useWebWorkers: false })
  for (const entry of await archive.getEntries()) await place(entry, folder)
  await archive.close()
}

async function place(entry: Entry, folder: string): Promise<void> {
  const path = inside(folder, entry.filename)
  if (entry.directory) {
    await mkdir(path, { recursive: true })
    return
  }
  await mkdir(dirname(path), { recursive: true })
  const bytes = await bytesOf(entry)
  const mode = modeOf(entry)
  if ((mode & KIND) === LINK) return link(Buffer.from(bytes).toString(), path, folder)
  await writeFile(path, bytes)
  await chmod(path, mode & PERMISSIONS || 0o644)
}

async function link(target: string, path: string, folder: string): Promise<void> {
  inside(folder, relative(folder, resolve(dirname(path), target)))
  await symlink(target, path)
}

function bytesOf(entry: FileEntry): Promise<Uint8Array> {
  return entry.getData(new Uint8ArrayWriter())
}

/** The upper half of the attributes, for an archive that was made on Unix. */
function modeOf({ externalFileAttributes }: Entry): number {
  return externalFileAttributes >>> 16
}

function inside(folder: string, name: string): string {
  const path = resolve(folder, name)
  if (path === folder || path.startsWith(join(folder, sep))) return path
  throw new Error(`The source bundle holds ${name}, which lies outside of it.`)
}

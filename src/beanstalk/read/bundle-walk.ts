// Finds what of a folder goes into the bundle: dotfiles too, links as links, secrets and `.ebignore`d files not.

import { type Dirent, statSync } from 'node:fs'
import { readdir, readFile, readlink, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { Failure } from '../../shared/failure.ts'
import type { BundleLink } from '../bundle-model.ts'
import { nameFault } from '../describe/entry-names.ts'
import { IGNORE_FILE, type Ignored, ignoredBy, isNeverBundled } from '../describe/left-out.ts'

export interface FolderFile {
  readonly kind: 'file'
  readonly path: string
  /** Where to read it. */
  readonly location: string
  /** Bytes. */
  readonly size: number
  readonly executable: boolean
}

export interface BundleWalk {
  readonly found: readonly (FolderFile | BundleLink)[]
  /** Paths of what is never bundled, and of folders that hold nothing. A folder ends in `/`. */
  readonly leftOut: readonly string[]
  /** How many files and folders `.ebignore` names. */
  readonly ignored: number
}

/** @throws {AggregateError} of {@link Failure}, one for each thing that cannot be bundled. */
export async function walkBundle(folder: string): Promise<BundleWalk> {
  const root = await realpath(folder)
  const ignored = await ignoreFile(root)
  const walk = { found: [] as (FolderFile | BundleLink)[], leftOut: [] as string[], ignored: 0 }
  const faults: Failure[] = []

  async function visit(directory: string, path: string): Promise<void> {
    const inside = await readdir(directory, { withFileTypes: true })
    if (inside.length === 0 && path !== '') walk.leftOut.push(path)
    for (const entry of inside) {
      await visitEntry(entry, join(directory, entry.name), path + entry.name).catch((error: unknown) => {
        faults.push(faultOf(error, path + entry.name))
      })
    }
  }

  async function visitEntry(entry: Dirent, location: string, path: string): Promise<void> {
    const isFolder = entry.isDirectory()
    if (isNeverBundled(entry.name)) walk.leftOut.push(isFolder ? `${path}/` : path)
    else if (path === IGNORE_FILE) return
    else if (isOut(ignored, path, isFolder)) walk.ignored += 1
    else if (isFolder) await visit(location, `${path}/`)
    else walk.found.push(await foundAt(entry, location, path))
  }

  await visit(root, '')
  if (faults.length > 0) throw new AggregateError(faults)
  return walk
}

async function ignoreFile(root: string): Promise<Ignored> {
  const text = await readFile(join(root, IGNORE_FILE), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw faultOf(error, IGNORE_FILE)
  })
  return ignoredBy(text)
}

function isOut(ignored: Ignored, path: string, isFolder: boolean): boolean {
  return isFolder ? ignored.isAllIgnored(path) : ignored.isIgnored(path)
}

async function foundAt(entry: Dirent, location: string, path: string): Promise<FolderFile | BundleLink> {
  const fault = nameFault(path)
  if (fault) throw fault
  if (entry.isSymbolicLink()) return { kind: 'link', path, target: (await readlink(location)).split(sep).join('/') }
  if (!entry.isFile()) throw neither(path)
  // Asked synchronously, because a bundle may have fifty thousand files and each answer takes microseconds.
  const { size, mode } = statSync(location)
  return { kind: 'file', path, location, size, executable: (mode & 0o111) !== 0 }
}

function neither(path: string): Failure {
  return new Failure(`Could not bundle ${path}`, {
    why: 'it is neither a file nor a folder nor a link, but a socket, a device or a pipe',
    hint: 'Stop what has made it, remove it, or name it in .ebignore.',
  })
}

function faultOf(error: unknown, path: string): Failure {
  if (error instanceof Failure) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  // A name that is not UTF-8 reads as one with replacement characters, under which nothing is found.
  const garbled = code === 'ENOENT' && path.includes('\ufffd')
  const why = garbled ? 'its name is not valid UTF-8' : (causes[code] ?? String(error))
  return new Failure(`Could not read ${path}`, { why, hint: garbled ? 'Rename it.' : 'Check the build.', cause: error })
}

const causes: Readonly<Record<string, string>> = {
  ENOENT: 'it was removed meanwhile (ENOENT)',
  EACCES: 'this user may not read it (EACCES)',
  EPERM: 'this user may not read it (EPERM)',
}

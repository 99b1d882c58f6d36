// Finds the files of the built site: dotfiles too, what must never be public not, and nothing from outside the folder.

import { type Dirent, statSync } from 'node:fs'
import { readdir, realpath } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import { Failure } from '../../shared/failure.ts'
import type { SiteFile } from '../file-model.ts'

export interface Walk {
  /** In the order of their paths. */
  readonly files: readonly SiteFile[]
  /** Paths of what is never deployed: version control, secrets, droppings of file managers. A folder ends in `/`. */
  readonly leftOut: readonly string[]
  /** How many files and folders the caller wanted out. */
  readonly excluded: number
}

const never = new Set([
  '.git',
  '.github',
  '.svn',
  '.hg',
  '.env',
  '.npmrc',
  '.DS_Store',
  'Thumbs.db',
  'desktop.ini',
  // The state of deploys, should the folder be a copy of a bucket.
  '.colt-deploy',
])

/** Is it left out wherever it lies? */
export function isNeverDeployed(name: string): boolean {
  return never.has(name) || name.startsWith('.env.')
}

/**
 * Walks the folder. Symbolic links are followed as long as they stay inside it.
 * @throws {AggregateError} of {@link Failure}, one for each thing that cannot be deployed.
 */
export async function walk(folder: string, isExcluded: (path: string) => boolean): Promise<Walk> {
  const root = await realpath(folder)
  const files: SiteFile[] = []
  let excluded = 0
  const leftOut: string[] = []
  const faults: Failure[] = []

  async function visit(directory: string, path: string, above: readonly string[]): Promise<void> {
    for (const entry of await entriesOf(directory)) {
      await visitEntry(entry, directory + sep + entry.name, path + entry.name, above)
    }
  }

  async function visitEntry(entry: Dirent, location: string, path: string, above: readonly string[]): Promise<void> {
    if (isNeverDeployed(entry.name)) {
      leftOut.push(entry.isDirectory() ? `${path}/` : path)
      return
    }
    if (isExcluded(path)) {
      excluded += 1
      return
    }
    try {
      const real = entry.isSymbolicLink() ? await insideOf(root, location, path) : location
      // What is no link has been asked for each of its names on the way here.
      if (real !== location && relative(root, real).split(sep).some(isNeverDeployed)) {
        leftOut.push(path)
        return
      }
      // Asked synchronously, because a site may have a hundred thousand files and each answer takes microseconds.
      const found = statSync(real)
      if (found.isDirectory()) await visit(real, `${path}/`, descend(above, real, path))
      else if (found.isFile()) files.push({ path, location: real, size: found.size })
      else throw new Failure(`Could not deploy ${path}`, { why: 'it is neither a file nor a folder' })
    } catch (error) {
      faults.push(...faultsOf(error, path))
    }
  }

  await visit(root, '', [root])
  if (faults.length > 0) throw new AggregateError(faults)
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), leftOut, excluded }
}

async function entriesOf(directory: string): Promise<Dirent[]> {
  return await readdir(directory, { withFileTypes: true })
}

/** Where a link leads, which must be inside the folder. */
async function insideOf(root: string, location: string, path: string): Promise<string> {
  const real = await realpath(location)
  if (real === root || real.startsWith(root + sep)) return real
  throw new Failure(`Could not deploy ${path}`, {
    why: `it is a link to ${real}, outside the folder`,
    hint: 'Copy the file into the build, or exclude the link.',
  })
}

function descend(above: readonly string[], real: string, path: string): readonly string[] {
  if (!above.includes(real)) return [...above, real]
  throw new Failure(`Could not deploy ${path}`, {
    why: `it is a link to a folder that holds it (${relative(above[0] ?? '', real) || '.'})`,
    hint: 'Remove the link.',
  })
}

function faultsOf(error: unknown, path: string): readonly Failure[] {
  if (error instanceof Failure) return [error]
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  // A name that is not UTF-8 reads as one with replacement characters, under which nothing is found.
  const garbled = code === 'ENOENT' && path.includes('\ufffd')
  const why = garbled ? 'its name is not valid UTF-8' : (causes[code] ?? String(error))
  const hint = garbled ? 'Rename it.' : 'Check the build.'
  return [new Failure(`Could not read ${path}`, { why, hint, cause: error })]
}

const causes: Readonly<Record<string, string>> = {
  ENOENT: 'it is a link that leads nowhere, or was removed meanwhile (ENOENT)',
  EACCES: 'this user may not read it (EACCES)',
  EPERM: 'this user may not read it (EPERM)',
  ELOOP: 'its links lead in a circle (ELOOP)',
}

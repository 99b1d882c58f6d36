// Which files of the build were only copied there: they lie in the sources too, with the same bytes.

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import type { HashCandidates } from '../describe/hashes.ts'
import type { ReadFile } from '../file-model.ts'

/** Where projects keep files that their bundler takes over as they are. */
const sources = ['public', 'static', 'src/assets', 'assets', 'src']

/**
 * Paths of candidates that no bundler named, because a source folder of the project holds the same bytes under the same
 * path. Only files that may carry a hash are looked for, so this costs next to nothing.
 */
export async function copiedFiles(
  files: readonly ReadFile[],
  { byPath }: HashCandidates,
  folder: string,
  workspace: string,
): Promise<ReadonlySet<string>> {
  const places = foldersAbove(folder, workspace).flatMap((above) => sources.map((source) => join(above, source)))
  const outside = places.filter((place) => !`${folder}${sep}`.startsWith(`${place}${sep}`))
  const copied = new Set<string>()
  for (const file of files.filter(({ path }) => byPath.has(path))) {
    if (await isIn(outside, file)) copied.add(file.path)
  }
  return copied
}

/** From the folder's parent up to the workspace. */
function foldersAbove(folder: string, workspace: string): readonly string[] {
  const above: string[] = []
  const top = resolve(workspace)
  for (let current = dirname(resolve(folder)); isBelow(current, top); current = dirname(current)) {
    above.push(current)
    if (current === top) break
  }
  return above
}

function isBelow(path: string, top: string): boolean {
  return path === top || path.startsWith(top + sep)
}

async function isIn(places: readonly string[], file: ReadFile): Promise<boolean> {
  for (const place of places) {
    const source = await readFile(join(place, file.path)).catch(() => undefined)
    if (source !== undefined && createHash('sha256').update(source).digest('hex') === file.sha256) return true
  }
  return false
}

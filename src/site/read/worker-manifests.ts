// The manifests of Angular's service workers in the folder.

import { readFileSync } from 'node:fs'
import { roleTeller } from '../describe/roles.ts'
import { type WorkerManifest, workerManifest } from '../describe/worker-manifest.ts'
import type { SiteFile } from '../file-model.ts'
import { unreadable } from './contents.ts'

/** @throws {AggregateError} with a sentence for each that cannot be read. */
export function readWorkerManifests(files: readonly SiteFile[]): readonly WorkerManifest[] {
  const roleOf = roleTeller([])
  const paths = new Set(files.map(({ path }) => path))
  const faults: unknown[] = []
  const manifests = files
    .filter(({ path }) => roleOf(path) === 'worker-manifest')
    .flatMap((file) => {
      try {
        return [workerManifest(file.path, readText(file), (path) => paths.has(path))]
      } catch (error) {
        faults.push(error)
        return []
      }
    })
  if (faults.length > 0) throw new AggregateError(faults)
  return manifests
}

/** As it lies on disk. */
export function readText(file: SiteFile): string {
  try {
    return readFileSync(file.location, 'utf8')
  } catch (error) {
    throw unreadable(file, error)
  }
}

// The built site as it lies on disk.

import picomatch from 'picomatch'
import { Failure } from '../../shared/failure.ts'
import type { Log } from '../../shared/log.ts'
import { bytes, counted } from '../../shared/printable.ts'
import { progressOf } from '../../shared/progress.ts'
import { contentTypeOf } from '../describe/content-type.ts'
import {
  type BytesCheck,
  bytesCheck,
  type HashCandidates,
  hashCandidates,
  mayMention,
  mentionFinder,
  provenHashes,
} from '../describe/hashes.ts'
import { mismatchOf, type WorkerManifest } from '../describe/worker-manifest.ts'
import type { BuiltFile, BuiltSite, ReadFile } from '../file-model.ts'
import type { World } from '../ports.ts'
import { type Lookup, readContents } from './contents.ts'
import { copiedFiles } from './copied.ts'
import { findFolder } from './folder.ts'
import type { SiteInputs } from './inputs.ts'
import { type Walk, walk } from './walk.ts'
import { readWorkerManifests } from './worker-manifests.ts'

/** Hears the paths of all files, which are known long before their bytes. */
export type Found = (paths: readonly string[]) => void

/** Reads the site wherever it is read. @throws what stands against a deploy of it */
export type ReadSite = (found?: Found) => Promise<BuiltSite>

/** Finds the folder, walks it, and reads each of its files once. */
export async function readSite(
  inputs: SiteInputs,
  workspace: string,
  { clock, log }: Pick<World, 'clock' | 'log'>,
  found?: Found,
): Promise<BuiltSite> {
  const folder = await findFolder(workspace, inputs.folder === '' ? undefined : inputs.folder)
  const walked = await walk(folder, picomatch([...inputs.exclude, ...inputs.purge], { dot: true }))
  const paths = walked.files.map(({ path }) => path)
  found?.(paths)
  const size = walked.files.reduce((sum, file) => sum + file.size, 0)
  tellWalk(folder, walked, size, log)
  const manifests = readWorkerManifests(walked.files)
  const candidates = hashCandidates(paths)
  const progress = progressOf({ verb: 'Read', items: paths.length, bytes: size }, clock, log.info)
  const lookup = lookupOf(candidates, await bytesCheck(candidates), manifests)
  const files = await readContents(walked.files, lookup, progress)
  refuseMismatches(manifests, files)
  const copied = await copiedFiles(files, candidates, folder, workspace)
  return { files: files.map(builtFile), proven: provenHashes(files, candidates, copied) }
}

function builtFile({ path, location, size, md5, sha256, etag, text }: ReadFile): BuiltFile {
  return { path, location, size, md5, sha256, etag, text }
}

function lookupOf(candidates: HashCandidates, bearsHash: BytesCheck, manifests: readonly WorkerManifest[]): Lookup {
  return {
    wantsMd5: (path) => candidates.byPath.has(path),
    wantsSha1: (path) => manifests.some(({ hashes }) => hashes.has(path)),
    bearsHash,
    mayMention: (path) => candidates.hashes.size > 0 && mayMention(path),
    mentions: mentionFinder(candidates),
    typeIsOpen: (path) => contentTypeOf(path) === undefined,
  }
}

function refuseMismatches(manifests: readonly WorkerManifest[], files: readonly ReadFile[]): void {
  if (manifests.length === 0) return
  const byPath = new Map(files.map((file) => [file.path, file]))
  const faults = manifests.flatMap((manifest) => mismatchOf(manifest, byPath) ?? [])
  if (faults.length > 0) throw new AggregateError(faults)
}

function tellWalk(folder: string, { files, leftOut, excluded }: Walk, size: number, log: Log): void {
  log.info(`${counted(files.length, 'file')} (${bytes(size)}) in ${folder}`)
  if (excluded > 0) log.info(`${counted(excluded, 'file or folder', 'files or folders')} excluded`)
  if (leftOut.length > 0) log.notice(`Left out, because they are never deployed: ${leftOut.join(', ')}`)
  if (files.length === 0) throw new Failure(`Could not deploy ${folder}`, { why: 'no file of it is left to deploy' })
}

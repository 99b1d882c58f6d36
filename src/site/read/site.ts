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
import type { ReadFile } from '../model.ts'
import type { World } from '../ports.ts'
import { type Lookup, readContents } from './contents.ts'
import { copiedFiles } from './copied.ts'
import { findFolder } from './folder.ts'
import type { SiteInputs } from './inputs.ts'
import { type Walk, walk } from './walk.ts'

export interface Site {
  readonly files: readonly ReadFile[]
  /** Paths whose names are proven to carry the hash of their content. */
  readonly proven: ReadonlySet<string>
}

/** Finds the folder, walks it, and reads each of its files once. */
export async function readSite(inputs: SiteInputs, workspace: string, { clock, log }: World): Promise<Site> {
  const folder = await findFolder(workspace, inputs.folder === '' ? undefined : inputs.folder)
  const found = await walk(folder, picomatch([...inputs.exclude, ...inputs.purge], { dot: true }))
  const size = found.files.reduce((sum, file) => sum + file.size, 0)
  tellWalk(folder, found, size, log)
  const candidates = hashCandidates(found.files.map(({ path }) => path))
  const progress = progressOf({ verb: 'Read', items: found.files.length, bytes: size }, clock, log.info)
  const files = await readContents(found.files, lookupOf(candidates, await bytesCheck(candidates)), progress)
  const copied = await copiedFiles(files, candidates, folder, workspace)
  return { files, proven: provenHashes(files, candidates, copied) }
}

function lookupOf(candidates: HashCandidates, bearsHash: BytesCheck): Lookup {
  return {
    bearsHash,
    mayMention: (path) => candidates.hashes.size > 0 && mayMention(path),
    mentions: mentionFinder(candidates),
    typeIsOpen: (path) => contentTypeOf(path) === undefined,
  }
}

function tellWalk(folder: string, { files, leftOut, excluded }: Walk, size: number, log: Log): void {
  log.info(`${counted(files.length, 'file')} (${bytes(size)}) in ${folder}`)
  if (excluded > 0) log.info(`${counted(excluded, 'file or folder', 'files or folders')} excluded`)
  if (leftOut.length > 0) log.notice(`Left out, because they are never deployed: ${leftOut.join(', ')}`)
  if (files.length === 0) throw new Failure(`Could not deploy ${folder}`, { why: 'no file of it is left to deploy' })
}

// What is done to each file that is not live as wanted.

import { Failure } from '../../shared/failure.ts'
import type { Condition } from '../../shared/objects.ts'
import type { Asset, Headers, KeptSettings, LiveHeaders, Wanted } from '../file-model.ts'
import type { Change, HeaderCopy, Restore, Upload } from '../model.ts'
import type { Known } from '../record-model.ts'
import { drift, type Match, type Settled } from './compare.ts'
import { mayHaveSettings } from './known.ts'
import type { Sources } from './sources.ts'

/** A copy onto itself takes objects up to this many bytes. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
const MOST_BYTES_COPIED = 5 * 1024 ** 3

/** Writes a file that is absent, or that has other bytes. */
export type Write<File extends Wanted> = (file: File, there: Known | undefined) => Upload | Restore

/** Decides what to do to each file; `headers` are those that were looked up. */
export function changesOf<File extends Wanted>(
  comparison: Settled<File>,
  headers: ReadonlyMap<string, LiveHeaders>,
  write: Write<File>,
): readonly Change[] {
  return [
    ...comparison.absent.map((asset) => write(asset, undefined)),
    ...comparison.different.map(({ asset, known }) => write(asset, known)),
    ...comparison.same.flatMap((match) => headerChangeOf(match, headers.get(match.asset.key), write)),
  ]
}

/** One for all, because files are many. */
const absent: Condition = { absent: true }
const none: KeptSettings = {}

/** From the folder that was built. */
export function uploadOf(asset: Asset, there: Known | undefined): Upload {
  if (there === undefined) return { kind: 'upload', asset, condition: absent, reason: 'new' }
  return { kind: 'upload', asset, condition: { etag: there.live.etag }, reason: reasonOf(asset, there) }
}

function reasonOf(asset: Asset, { kind, condemned, file }: Known): string {
  if (condemned && file?.sha256 === asset.sha256) return 'wanted again, was about to be pruned'
  if (kind === 'edited') return 'changed by hand'
  return asset.hashed ? 'content changed under a hashed name' : 'content changed'
}

/** From what is kept beside the site. */
export function restoreFrom(sources: Sources): Write<Wanted> {
  return (asset, there) => {
    const from = sources.of(asset)
    if (from === undefined) throw lost(asset)
    const condition = there === undefined ? absent : { etag: there.live.etag }
    return { kind: 'restore', asset, from, condition, reason: there === undefined ? 'is gone' : 'as it was' }
  }
}

/** Content that is lost has been refused before; what is left are headers of files too large to be copied. */
function lost({ path }: Wanted): Failure {
  return new Failure(`Could not restore ${path}`, {
    why: 'it is kept nowhere',
    hint: 'Deploy that release from its build.',
  })
}

function headerChangeOf<File extends Wanted>(
  { asset, known }: Match<File>,
  looked: LiveHeaders | undefined,
  write: Write<File>,
): readonly Change[] {
  const live = looked?.headers ?? known.file?.headers
  if (asset.headers === undefined || live === undefined) return []
  const names = drift(asset.headers, live)
  if (names.length === 0) return []
  const reason = `${names.join(' and ').toLowerCase()} changed`
  if (asset.size > MOST_BYTES_COPIED) return [{ ...write(asset, known), reason }]
  return [headerCopy({ ...asset, headers: asset.headers }, known, looked, reason)]
}

function headerCopy(
  asset: Wanted & { readonly headers: Headers },
  known: Known,
  looked: LiveHeaders | undefined,
  reason: string,
): HeaderCopy {
  const kept = looked?.kept ?? (mayHaveSettings(known) ? undefined : none)
  return { kind: 'copy', asset, etag: known.live.etag, kept, reason }
}

// Which change belongs to which moment, so that a visitor never gets a page whose scripts are missing.

import type { Asset, Change, Condition, HeaderCopy, LiveHeaders, Stage, Upload } from '../model.ts'
import { drift, type Match, type Settled } from './compare.ts'
import { isOverwrite } from './overwrite.ts'

/** A copy onto itself takes objects up to this many bytes. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
const MOST_BYTES_COPIED = 5 * 1024 ** 3

/** Decides what to do to each object that is not live as wanted; `headers` are those of the objects with the same bytes. */
export function changesOf(comparison: Settled, headers: ReadonlyMap<string, LiveHeaders>): readonly Change[] {
  return [
    ...comparison.absent.map((asset) => uploadOf(asset, { absent: true }, 'new')),
    ...comparison.different.map(({ asset, live }) =>
      uploadOf(asset, { etag: live.etag }, asset.hashed ? 'content changed under a hashed name' : 'content changed'),
    ),
    ...comparison.same.flatMap((match) => {
      const live = headers.get(match.asset.key)
      return live === undefined ? [] : headerChangeOf(match, live)
    }),
  ]
}

function uploadOf(asset: Asset, condition: Condition, reason: string): Upload {
  return { kind: 'upload', asset, condition, reason }
}

function headerChangeOf({ asset, live }: Match, { headers, kept }: LiveHeaders): readonly Change[] {
  const names = drift(asset.headers, headers)
  if (names.length === 0) return []
  const reason = `${names.join(' and ').toLowerCase()} changed`
  if (asset.size > MOST_BYTES_COPIED) return [uploadOf(asset, { etag: live.etag }, reason)]
  return [{ kind: 'copy', asset, etag: live.etag, kept, reason } satisfies HeaderCopy]
}

/**
 * Orders changes into stages, each of which must be over before the next begins:
 * what no visitor can know of yet, then what live pages may load, then pages, then entries, the root one last.
 *
 * A page waits for the switch even where it is new: its address may be known, and its scripts are still on their way.
 */
export function stagesOf(changes: readonly Change[]): readonly Stage[] {
  const of = (chosen: (change: Change) => boolean) => changes.filter(chosen)
  const stages: readonly Stage[] = [
    { wave: 'add', title: 'new files', changes: of(isNewAsset) },
    { wave: 'switch', title: 'changed files and headers', changes: of(isChangedAsset) },
    { wave: 'switch', title: 'pages', changes: of((change) => isPageUpload(change) && !isEntry(change.asset)) },
    {
      wave: 'switch',
      title: 'entry pages',
      changes: of((change) => isPageUpload(change) && isInnerEntry(change.asset)),
    },
    {
      wave: 'switch',
      title: 'the entry page',
      changes: of((change) => isPageUpload(change) && isRootEntry(change.asset)),
    },
  ]
  return stages.filter((stage) => stage.changes.length > 0)
}

/** Angular's `ngsw.json`: only when no edge can answer older files any more. */
export function lastStageOf(changes: readonly Change[]): Stage {
  return { wave: 'refresh', title: 'service worker manifest', changes: changes.filter(isWorkerManifest) }
}

function isWorkerManifest({ asset }: Change): boolean {
  return asset.role === 'worker-manifest'
}

function isNewAsset(change: Change): boolean {
  return change.asset.role === 'asset' && !isOverwrite(change)
}

/** Other headers can be set at any moment; a page's are set with those of the files. */
function isChangedAsset(change: Change): boolean {
  if (isWorkerManifest(change)) return false
  return change.kind === 'copy' || (change.asset.role === 'asset' && !isNewAsset(change))
}

function isPageUpload(change: Change): boolean {
  return change.kind === 'upload' && (change.asset.role === 'page' || isEntry(change.asset))
}

function isEntry(asset: Asset): boolean {
  return asset.role === 'entry'
}

function isRootEntry(asset: Asset): boolean {
  return isEntry(asset) && !asset.path.includes('/')
}

function isInnerEntry(asset: Asset): boolean {
  return isEntry(asset) && !isRootEntry(asset)
}

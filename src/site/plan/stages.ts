// Which step belongs to which moment, so that a visitor never gets a page whose scripts are missing.

import type { Wanted } from '../file-model.ts'
import type { Change, Keep, Stage } from '../model.ts'
import { isOverwrite } from './touched.ts'

/**
 * Orders steps into stages, each of which must be over before the next begins: what no visitor can know of yet, and
 * copies of what will be replaced; then what live pages may load, then pages, then entries, the root one last; and
 * when no page that is live refers to them any more, pages that are gone.
 *
 * A page waits for the switch even where it is new: its address may be known, and its scripts are still on their way.
 */
export function stagesOf(changes: readonly Change[], keeps: readonly Keep[]): readonly Stage[] {
  const of = (chosen: (change: Change) => boolean): readonly Change[] => changes.filter(chosen)
  const stages: readonly Stage[] = [
    { wave: 'add', title: titleOfAdd(keeps), steps: [...of(isNewAsset), ...keeps] },
    { wave: 'switch', title: 'changed files and headers', steps: of(isChangedAsset) },
    { wave: 'switch', title: 'pages', steps: of((change) => isPageWrite(change) && !isEntry(change.asset)) },
    { wave: 'switch', title: 'entry pages', steps: of((change) => isPageWrite(change) && isInnerEntry(change.asset)) },
    {
      wave: 'switch',
      title: 'the entry page',
      steps: of((change) => isPageWrite(change) && isRootEntry(change.asset)),
    },
    { wave: 'switch', title: 'what leaves', steps: of(({ kind }) => kind === 'delete') },
  ]
  return stages.filter((stage) => stage.steps.length > 0)
}

function titleOfAdd(keeps: readonly Keep[]): string {
  return keeps.length === 0 ? 'new files' : 'new files, and copies of what will be replaced'
}

/** Angular's `ngsw.json`: only when no edge can answer older files any more. */
export function lastStageOf(changes: readonly Change[]): Stage {
  return { wave: 'refresh', title: 'service worker manifest', steps: changes.filter(isWorkerManifest) }
}

function isWorkerManifest(change: Change): boolean {
  return change.asset.role === 'worker-manifest' && change.kind !== 'delete'
}

function isNewAsset(change: Change): boolean {
  return change.asset.role === 'asset' && !isOverwrite(change)
}

/** Other headers can be set at any moment; a page's are set with those of the files. */
function isChangedAsset(change: Change): boolean {
  if (isWorkerManifest(change) || change.kind === 'delete') return false
  return change.kind === 'copy' || (change.asset.role === 'asset' && isOverwrite(change))
}

/** Writes a page's bytes. */
export function isPageWrite({ kind, asset }: Change): boolean {
  return (kind === 'upload' || kind === 'restore') && (asset.role === 'page' || isEntry(asset))
}

function isEntry({ role }: Wanted): boolean {
  return role === 'entry'
}

function isRootEntry(asset: Wanted): boolean {
  return isEntry(asset) && !asset.path.includes('/')
}

function isInnerEntry(asset: Wanted): boolean {
  return isEntry(asset) && !isRootEntry(asset)
}

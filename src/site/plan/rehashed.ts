// Hashed names that have carried two contents: browsers that have the first were told to keep it for a year.

import type { Asset, Situation } from '../model.ts'
import type { Settled } from './compare.ts'

/** Those that have carried but one until now. */
export function newlyRehashed<File extends Pick<Asset, 'key'>>(
  files: readonly File[],
  rehashed: ReadonlySet<string>,
  { current }: Situation,
): readonly File[] {
  const before = new Set(current.rehashed)
  return files.filter(({ key }) => rehashed.has(key) && !before.has(key))
}

/** The keys of all such names, those of earlier releases included. */
export function rehashedKeys(
  assets: readonly Asset[],
  { different }: Settled<Asset>,
  { current, open, settled }: Situation,
): ReadonlySet<string> {
  const keys = new Set(current.rehashed)
  const hashed = new Map(assets.filter((asset) => asset.hashed).map((asset) => [asset.key, asset.sha256]))
  for (const { asset, known } of different) {
    if (asset.hashed && known.file?.sha256 !== asset.sha256) keys.add(asset.key)
  }
  const begun = [...open, ...settled].flatMap(({ files }) => files)
  for (const { key, sha256 } of [...current.live.files, ...current.ledger.map(({ file }) => file), ...begun]) {
    const wanted = hashed.get(key)
    if (wanted !== undefined && sha256 !== undefined && sha256 !== wanted) keys.add(key)
  }
  return keys
}

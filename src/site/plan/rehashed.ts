// Hashed names that have carried two contents: browsers that have the first were told to keep it for a year.

import type { Wanted } from '../file-model.ts'
import type { Situation } from '../record-model.ts'
import type { Settled } from './compare.ts'

/** Those that have carried but one until now. */
export function newlyRehashed<File extends Pick<Wanted, 'key'>>(
  files: readonly File[],
  rehashed: ReadonlySet<string>,
  { current }: Situation,
): readonly File[] {
  const before = new Set(current.rehashed)
  return files.filter(({ key }) => rehashed.has(key) && !before.has(key))
}

/** The keys of all such names, those of earlier releases included. */
export function rehashedKeys<File extends Wanted>(
  assets: readonly File[],
  { different }: Settled<File>,
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

/** Files of an earlier release: whoever has the other content of such a name must ask, each time. */
export function askedForEachTime(files: readonly Wanted[], rehashed: ReadonlySet<string>): readonly Wanted[] {
  return files.map((file) => {
    if (!file.hashed || !rehashed.has(file.key)) return file
    return { ...file, hashed: false, headers: { ...file.headers, 'Cache-Control': 'no-cache' } }
  })
}

// Large files that somebody has uploaded in one piece, and copies: their ETag is the MD5 of all bytes.

import { bytes, counted } from '../../shared/printable.ts'
import type { Asset } from '../file-model.ts'
import type { World } from '../ports.ts'
import type { Known } from '../record-model.ts'
import { wholeMd5 } from './contents.ts'

/**
 * The same assets; of those that only such an ETag can tell to be there, the MD5 is computed, for which they are read
 * once more.
 */
export async function withWholeMd5s(
  assets: readonly Asset[],
  known: ReadonlyMap<string, Known>,
  { log }: Pick<World, 'log'>,
): Promise<readonly Asset[]> {
  const open = assets.filter((asset) => isOpen(asset, known.get(asset.key)))
  if (open.length === 0) return assets
  const size = open.reduce((sum, asset) => sum + asset.size, 0)
  log.info(`Comparing what was uploaded in one piece: ${counted(open.length, 'large file')}, ${bytes(size)}`)
  const found = new Map<Asset, Asset>()
  for (const asset of open) {
    const md5 = await wholeMd5(asset)
    found.set(asset, { ...asset, md5, etags: [...asset.etags, md5] })
  }
  return assets.map((asset) => found.get(asset) ?? asset)
}

function isOpen({ md5, size }: Asset, known: Known | undefined): boolean {
  if (md5 !== undefined || known === undefined) return false
  const { live, file } = known
  return live.size === size && file?.sha256 === undefined && /^[0-9a-f]{32}$/.test(live.etag)
}

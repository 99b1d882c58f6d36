// Uploads one file, having made sure that it is still the file that was described.

import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Budget } from '../../shared/budget.ts'
import { PART, partSize, proven } from '../../shared/parts.ts'
import type { Asset } from '../file-model.ts'
import type { Upload } from '../model.ts'
import type { Bucket } from '../ports.ts'
import { changed, partsOf, unreadable } from '../read/contents.ts'
import { readWhole } from '../read/whole-file.ts'

/** Parts of a large file in memory at once: three under way, one that waits, and the one that is held back. */
const PARTS_HELD = 5

/** Reads the file again, and fails if its bytes are not those that the plan was made from. Answers the new ETag. */
export async function upload({ asset, condition }: Upload, bucket: Bucket, memory: Budget): Promise<string> {
  if (asset.size > PART) {
    const held = PARTS_HELD * partSize(asset.size)
    const parts = proven(partsOf(asset), asset.sha256, () => changed(asset))
    return await memory.spend(held, () => bucket.putParts(asset, parts, condition))
  }
  return await memory.spend(asset.size, async () => bucket.put(asset, await unchangedBody(asset), condition))
}

async function unchangedBody(asset: Asset): Promise<Buffer> {
  const body = await bodyOf(asset).catch((error: unknown) => {
    throw unreadable(asset, error)
  })
  if (hash('sha256', body) !== asset.sha256) throw changed(asset)
  return body
}

/** Bytes of a file that take no longer to read than to ask for. */
const SMALL = 256 * 1024

/** The files have just been read, so a small one comes from memory; to wait for it would cost five times as much. */
async function bodyOf({ location, size }: Asset): Promise<Buffer> {
  return size <= SMALL ? readWhole(location, size, Buffer.allocUnsafe(size + 1)) : await readFile(location)
}

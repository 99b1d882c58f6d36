// A bundle is uploaded: one that is large in parts, which are read from the disk as they are sent.

import { open, readFile } from 'node:fs/promises'
import type { Clock } from '../../shared/clock.ts'
import { Failure } from '../../shared/failure.ts'
import { inParts, PART, proven } from '../../shared/parts.ts'
import type { Archive } from '../bundle-model.ts'
import type { Bundles } from '../ports.ts'
import { otherBytes } from '../records/other-bytes.ts'

/** How often another write to the key may be in the way. */
const ATTEMPTS = 3

/** Milliseconds. */
const PAUSE = 1_000

/** Answers whether it was our doing that it lies there now. @throws {Failure} */
export async function uploadArchive(archive: Archive, key: string, bundles: Bundles, clock: Clock): Promise<boolean> {
  const where = `s3://${bundles.bucket}/${key}`
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (attempt > 1) await clock.sleep(PAUSE)
    if (await send(archive, key, bundles)) return true
    // Somebody was faster, or it was our own answer that got lost: the bytes tell.
    const hash = await bundles.hash(key)
    if (hash === archive.sha256) return false
    if (hash !== undefined) throw otherBytes(where)
  }
  throw new Failure(`Could not upload ${where}`, {
    why: `S3 refused it ${ATTEMPTS} times for another write under way, of which nothing is there`,
    hint: 'The environment was not touched. See who else writes to the bucket, and run again.',
  })
}

/** False where the key is taken, or another write to it was under way. */
async function send({ path, size, sha256 }: Archive, key: string, bundles: Bundles): Promise<boolean> {
  const unread = (error: unknown): never => {
    throw unreadable(path, error)
  }
  if (size <= PART) return await bundles.put(key, { bytes: await readFile(path).catch(unread), sha256 })
  const file = await open(path).catch(unread)
  try {
    return await bundles.putParts(
      key,
      proven(inParts(file, size), sha256, () => changed(path)),
    )
  } finally {
    await file.close()
  }
}

function changed(path: string): Failure {
  return new Failure(`Could not upload ${path}`, {
    why: 'it has changed since it was read',
    hint: 'Let the build end before the deploy begins.',
  })
}

function unreadable(path: string, cause: unknown): Failure {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new Failure(`Could not read ${path}`, { why, hint: 'Does something remove it while it is deployed?', cause })
}

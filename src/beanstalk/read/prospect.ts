// What is there already of a version that is wanted. A name is no proof of what it holds: the bytes are hashed.

import type { History, Version } from '../model.ts'
import type { Storage, World } from '../ports.ts'
import { otherBytes } from '../records/other-bytes.ts'

export interface Prospect {
  readonly version: Version | undefined
  readonly isUploaded: boolean
}

export interface Wish {
  readonly label: string
  readonly key: string
  readonly identity: string
  readonly archive: string
}

/** @throws {Failure} where something of that name holds something else. */
export async function readProspect(
  { label, key, identity, archive }: Wish,
  history: History,
  { bundles }: Storage,
  { beanstalk }: World,
): Promise<Prospect> {
  const isOurs = (hash: string | undefined): boolean =>
    hash === archive || history.entries.some((entry) => entry.identity === identity && entry.archive === hash)
  const version = await beanstalk.version(label)
  if (version !== undefined) {
    const hash = await bundles.hash(version.key, version.bucket)
    if (!isOurs(hash)) throw otherBytes(`version ${label} (s3://${version.bucket}/${version.key})`)
    return { version, isUploaded: true }
  }
  const hash = await bundles.hash(key)
  if (hash !== undefined && !isOurs(hash)) throw otherBytes(`s3://${bundles.bucket}/${key}`)
  return { version, isUploaded: hash !== undefined }
}

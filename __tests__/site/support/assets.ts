// Files, objects and steps of a site, each with everything that a test does not care about filled in.

import { createHash } from 'node:crypto'
import type { Asset, Headers, LiveHeaders, LiveObject, Wanted } from '../../../src/site/file-model.ts'
import type { HeaderCopy, Keep, Removal, Restore, Upload } from '../../../src/site/model.ts'

export const noCache = { 'Cache-Control': 'no-cache', 'Content-Type': 'text/html; charset=utf-8' }

export const digest = (algorithm: string, content: string) => createHash(algorithm).update(content).digest('hex')

/** A wanted file below `dist/`; size and hashes are those of the content. */
export function asset({ content = 'content', ...given }: Partial<Asset> & { readonly content?: string } = {}): Asset {
  const path = given.path ?? 'app.js'
  const [md5, etag] = [given.md5 ?? digest('md5', content), given.etag ?? digest('md5', content)]
  return {
    path,
    location: `/nowhere/${path}`,
    size: Buffer.byteLength(content),
    md5,
    sha256: digest('sha256', content),
    etag,
    etags: [etag, md5],
    text: true,
    key: `dist/${path}`,
    role: 'asset',
    headers: noCache,
    hashed: false,
    ...given,
  }
}

/** What S3 lists for the asset where it is live as wanted, or otherwise if so given. */
export function live(of: Asset, given: Partial<LiveObject> = {}): LiveObject {
  return { key: of.key, size: of.size, etag: of.etag, modified: 0, storageClass: undefined, ...given }
}

/** What S3 tells of the headers of the asset where they are as wanted, or otherwise if so given. */
export function liveHeaders(of: Asset, headers: Headers = of.headers): LiveHeaders {
  return { etag: of.etag, sha256: of.sha256, headers, kept: {} }
}

/** Uploads the asset to a key that does not exist yet. */
export function added(of: Asset): Upload {
  return { kind: 'upload', asset: of, condition: { absent: true }, reason: 'new' }
}

/** Uploads the asset in place of other bytes. */
export function overwritten(of: Asset, etag = 'before'): Upload {
  return { kind: 'upload', asset: of, condition: { etag }, reason: 'content changed' }
}

/** Copies the asset back to a key that does not exist any more. */
export function restored(of: Wanted): Restore {
  const from = { sha256: of.sha256 ?? 'of the bytes', etag: of.etags[0] ?? '' }
  return { kind: 'restore', asset: of, from, condition: { absent: true }, reason: 'is gone' }
}

/** Copies the asset back in place of other bytes. */
export function putBack(of: Wanted, etag = 'before'): Restore {
  return { ...restored(of), condition: { etag }, reason: 'as it was' }
}

/** Gives the asset other headers. */
export function reheadered(of: Asset): HeaderCopy {
  return { kind: 'copy', asset: of, etag: of.etag, kept: {}, reason: 'cache-control changed' }
}

/** Copies the asset away before it is replaced. */
export function copied(of: Asset): Keep {
  return { kind: 'keep', asset: of, etag: of.etag, reason: 'for earlier releases' }
}

/** Deletes the asset. */
export function removed(of: Asset): Removal {
  return { kind: 'delete', asset: of, etag: of.etag, reason: 'no longer in the release' }
}

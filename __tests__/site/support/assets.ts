// Files, objects and changes of a site, each with everything that a test does not care about filled in.

import { createHash } from 'node:crypto'
import type { Asset, HeaderCopy, Headers, LiveHeaders, LiveObject, Upload } from '../../../src/site/model.ts'

export const noCache = { 'Cache-Control': 'no-cache', 'Content-Type': 'text/html; charset=utf-8' }

const digest = (algorithm: string, content: string) => createHash(algorithm).update(content).digest('hex')

/** A wanted file below `dist/`; size and hashes are those of the content. */
export function asset({ content = 'content', ...given }: Partial<Asset> & { readonly content?: string } = {}): Asset {
  const path = given.path ?? 'app.js'
  return {
    path,
    location: `/nowhere/${path}`,
    size: Buffer.byteLength(content),
    md5: digest('md5', content),
    sha256: digest('sha256', content),
    etag: digest('md5', content),
    text: true,
    mentions: new Set(),
    key: `dist/${path}`,
    role: 'asset',
    headers: noCache,
    hashed: false,
    ...given,
  }
}

/** What S3 lists for the asset where it is live as wanted, or otherwise if so given. */
export function live(of: Asset, given: Partial<LiveObject> = {}): LiveObject {
  return { key: of.key, size: of.size, etag: of.etag, ...given }
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

/** Gives the asset other headers. */
export function reheadered(of: Asset): HeaderCopy {
  return { kind: 'copy', asset: of, etag: of.etag, kept: {}, reason: 'cache-control changed' }
}

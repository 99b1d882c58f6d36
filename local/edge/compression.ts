import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

import type { Caching } from '../cloudfront/policy.ts'
import type { Call } from '../http/call.ts'
import type { Reply } from '../http/reply.ts'

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html */
const SMALLEST = 1000
const LARGEST = 10_000_000
const STATUSES: readonly number[] = [200, 403, 404]

/** The types of that page, a suffix `+xml` or `+json` only where it is listed. */
const TYPES = new Set(
  `
  application/dash+xml application/eot application/font application/font-sfnt application/javascript
  application/json application/opentype application/otf application/pkcs7-mime
  application/protobuf application/rss+xml application/truetype application/ttf application/vnd.apple.mpegurl
  application/vnd.ms-fontobject application/wasm application/xhtml+xml
  application/xml application/x-font-opentype application/x-font-truetype application/x-font-ttf
  application/x-httpd-cgi application/x-javascript application/x-mpegurl application/x-opentype application/x-otf
  application/x-perl application/x-ttf font/eot font/opentype font/otf font/ttf image/svg+xml text/css text/csv
  text/html text/javascript text/js text/plain text/richtext text/tab-separated-values text/xml text/x-component
  text/x-java-source text/x-script vnd.apple.mpegurl
  `
    .trim()
    .split(/\s+/),
)

const ENCODINGS = {
  br: (body: Buffer) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (body: Buffer) => gzipSync(body),
} as const

/** Compresses an answer when viewer, policy, status, type and size allow it; what the origin encoded itself stays as it is. */
export function compressed(call: Call, reply: Reply, body: Buffer, allowed: Allowed): Reply {
  const headers = reply.headers ?? {}
  const encoding = encodingFor(call.headers['accept-encoding'] ?? '', allowed)
  const fits = body.length >= SMALLEST && body.length <= LARGEST && STATUSES.includes(reply.status)
  if (encoding === undefined || !fits || !isListed(headers) || headers['Content-Encoding'] !== undefined) return reply
  const validator = headers.ETag === undefined ? {} : { ETag: `W/${headers.ETag}` }
  return {
    ...reply,
    headers: { ...headers, ...validator, 'Content-Encoding': encoding, Vary: 'Accept-Encoding' },
    body: ENCODINGS[encoding](body),
  }
}

/** What the cache policy lets the edge choose from. */
export type Allowed = Pick<Caching, 'gzip' | 'brotli'>

function isListed(headers: Readonly<Record<string, string>>): boolean {
  const [type = ''] = (headers['Content-Type'] ?? '').split(';')
  return TYPES.has(type.trim().toLowerCase())
}

function encodingFor(accepted: string, { gzip, brotli }: Allowed): keyof typeof ENCODINGS | undefined {
  const names = accepted.split(',').map((name) => name.trim().toLowerCase())
  if (brotli && names.includes('br')) return 'br'
  return gzip && names.some((name) => name === 'gzip' || name === '*') ? 'gzip' : undefined
}

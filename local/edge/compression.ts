import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

import type { Call } from '../http/call.ts'
import type { Reply } from '../http/reply.ts'

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html */
const SMALLEST = 1000
const LARGEST = 10_000_000
const TEXTUAL =
  /^(text\/|application\/(javascript|json|xml|rss\+xml|vnd\.ms-fontobject|wasm)|font\/(ttf|otf|opentype)|image\/svg\+xml)/

const ENCODINGS = {
  br: (body: Buffer) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (body: Buffer) => gzipSync(body),
} as const

/** Compresses an answer when viewer, type and size allow it; what the origin encoded itself stays as it is. */
export function compressed(call: Call, reply: Reply, body: Buffer): Reply {
  const headers = reply.headers ?? {}
  const encoding = encodingFor(call.headers['accept-encoding'] ?? '')
  const fits = body.length >= SMALLEST && body.length <= LARGEST && TEXTUAL.test(headers['Content-Type'] ?? '')
  if (encoding === undefined || !fits || headers['Content-Encoding'] !== undefined) return reply
  return {
    ...reply,
    headers: { ...headers, 'Content-Encoding': encoding, Vary: 'Accept-Encoding', ETag: `W/${headers.ETag}` },
    body: ENCODINGS[encoding](body),
  }
}

function encodingFor(accepted: string): keyof typeof ENCODINGS | undefined {
  const names = accepted.split(',').map((name) => name.trim().toLowerCase())
  if (names.includes('br')) return 'br'
  return names.some((name) => name === 'gzip' || name === '*') ? 'gzip' : undefined
}

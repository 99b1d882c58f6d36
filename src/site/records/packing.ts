// A record as bytes: plain text where it is small, compressed where it is large.

import { gunzipSync, gzipSync } from 'node:zlib'
import type { Refuse } from '../../shared/records/refusal.ts'

/** Above it, a record is compressed. */
const LARGE = 256 * 1024

/** A record of a million files; what unpacks to more is no record, and would use up the memory. */
const MOST = 256 * 1024 * 1024

/**
 * The same text is always packed into the same bytes: gzip's header has no time in it. Better levels take three times as
 * long and save four per cent, because most of a record is hashes.
 */
export function pack(text: string, refuse: Refuse): Buffer {
  const plain = Buffer.from(text)
  if (plain.length > MOST) throw refuse('it is larger than 256 MiB')
  return plain.length > LARGE ? gzipSync(plain, { level: 1 }) : plain
}

export function unpack(body: Buffer, refuse: Refuse): string {
  const plain = isPacked(body) ? unzipped(body, refuse) : body
  if (plain.length > MOST) throw refuse('it is larger than 256 MiB')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(plain)
  } catch (cause) {
    throw refuse('it is not text in UTF-8', { cause })
  }
}

/** Two bytes that begin every gzip file, and no text in UTF-8. https://www.rfc-editor.org/rfc/rfc1952#page-6 */
function isPacked(body: Buffer): boolean {
  return body[0] === 0x1f && body[1] === 0x8b
}

function unzipped(body: Buffer, refuse: Refuse): Buffer {
  try {
    return gunzipSync(body, { maxOutputLength: MOST })
  } catch (cause) {
    throw refuse('it cannot be unpacked, or holds more than 256 MiB', { cause })
  }
}

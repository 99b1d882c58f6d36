// Large files part by part, so that no more of them is in memory than is under way.

import { createHash, hash } from 'node:crypto'

/** Files above this many bytes are uploaded, and read, in parts of at least this size. */
export const PART = 16 * 1024 * 1024

/** S3 takes at most this many parts. https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const MOST_PARTS = 10_000

/** Bytes of one part of a file so large. */
export function partSize(size: number): number {
  return Math.max(PART, Math.ceil(size / MOST_PARTS / PART) * PART)
}

export interface Part {
  readonly bytes: Buffer
  /** Of the bytes, in lower-case hex; the request that sends them is signed with it. */
  readonly sha256: string
}

/** What bytes are read from one after the other, as from a file that is open. */
export interface Source {
  read(into: Buffer, offset: number): Promise<{ readonly bytesRead: number }>
}

/** The parts of a file that has so many bytes; each is full but for the last one, and in memory of its own. */
export async function* inParts(source: Source, size: number): AsyncGenerator<Buffer> {
  for (let part = await nextPart(source, size); part.length > 0; part = await nextPart(source, size)) yield part
}

async function nextPart(source: Source, size: number): Promise<Buffer> {
  const part = Buffer.allocUnsafe(partSize(size))
  let filled = 0
  while (filled < part.length) {
    const { bytesRead } = await source.read(part, filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return part.subarray(0, filled)
}

/**
 * The last part is handed out only when all bytes were the expected ones: without it an upload cannot be completed.
 * @param sha256 Of all bytes, in lower-case hex.
 * @throws what `changed` makes, where they were others.
 */
export async function* proven(
  parts: AsyncIterable<Buffer>,
  sha256: string,
  changed: () => Error,
): AsyncGenerator<Part> {
  const whole = createHash('sha256')
  let held: Part | undefined
  for await (const bytes of parts) {
    whole.update(bytes)
    if (held !== undefined) yield held
    held = { bytes, sha256: hash('sha256', bytes) }
  }
  if (whole.digest('hex') !== sha256) throw changed()
  if (held !== undefined) yield held
}

// The bytes of a file in chunks of one size, whatever the disk answers: what is made of them must not depend on it.

import { closeSync, openSync, readSync } from 'node:fs'
import { Failure } from '../../shared/failure.ts'

/** Bytes. */
export const CHUNK = 256 * 1024

/**
 * Each chunk is full but for the last one, and its memory is used again for the next.
 * @param size Bytes that the file is known to have; one that has more still shows it.
 */
export function* chunksOf(location: string, size: number): Generator<Buffer> {
  const descriptor = openSync(location, 'r')
  try {
    const memory = Buffer.allocUnsafe(Math.min(CHUNK, size + 1))
    for (let chunk = fill(descriptor, memory); chunk.length > 0; chunk = fill(descriptor, memory)) yield chunk
  } finally {
    closeSync(descriptor)
  }
}

function fill(descriptor: number, memory: Buffer): Buffer {
  let filled = 0
  while (filled < memory.length) {
    const read = readSync(descriptor, memory, filled, memory.length - filled, null)
    if (read === 0) break
    filled += read
  }
  return memory.subarray(0, filled)
}

/** Something still writes to the folder. */
export function changed(path: string): Failure {
  return new Failure(`Could not bundle ${path}`, {
    why: 'it changed while it was being bundled',
    hint: 'Let the build end before the deploy begins.',
  })
}

export function unreadable(path: string, cause: unknown): Failure {
  if (cause instanceof Failure) return cause
  const why = cause instanceof Error ? cause.message : String(cause)
  return new Failure(`Could not read ${path}`, { why, hint: 'Check that this user may read it.', cause })
}

// The bytes of a file whose size is known. Node's own way asks for the size again, and takes new memory for each file.

import { closeSync, openSync, readSync } from 'node:fs'

/**
 * Reads synchronously, into memory that holds one byte more than the file should have.
 * @returns the bytes, in that memory: one too many where the file has grown, fewer where it has shrunk
 */
export function readWhole(location: string, size: number, into: Buffer): Buffer {
  const file = openSync(location, 'r')
  try {
    let filled = 0
    do {
      const read = readSync(file, into, filled, size + 1 - filled, null)
      if (read === 0) break
      filled += read
    } while (filled < size)
    return into.subarray(0, filled)
  } finally {
    closeSync(file)
  }
}

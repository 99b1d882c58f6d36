// Takes the bytes of a file as they come, and answers all that a bundle needs to know of them.

import { createHash } from 'node:crypto'
import type { Contents } from '../bundle-model.ts'
import { HEAD, programOf } from './program.ts'

/** Characters beyond which nothing that lints read has a meaning. */
const MOST_TEXT = 1024 * 1024

export interface Intake {
  take(chunk: Uint8Array): void
  contents(): Contents
}

export function intake(wantsText: boolean): Intake {
  const hash = createHash('sha256')
  const most = wantsText ? MOST_TEXT : HEAD
  const kept: Uint8Array[] = []
  let [size, keeping] = [0, 0]
  return {
    take(chunk) {
      hash.update(chunk)
      size += chunk.length
      if (keeping >= most) return
      // A copy, because whoever reads may use the same memory again.
      kept.push(Uint8Array.prototype.slice.call(chunk, 0, most - keeping))
      keeping += Math.min(chunk.length, most - keeping)
    },
    contents() {
      const start = Buffer.concat(kept)
      const text = wantsText && size <= MOST_TEXT ? start.toString('utf8') : undefined
      return { size, sha256: hash.digest('hex'), program: programOf(start.subarray(0, HEAD)), text }
    },
  }
}

/** What lints look into: what starts an application, what configures the environment, and hooks. */
export function isLintText(path: string): boolean {
  return /^(?:Procfile|package\.json|META-INF\/MANIFEST\.MF|\.ebextensions\/.*|\.platform\/(?:config)?hooks\/.*)$/.test(
    path,
  )
}

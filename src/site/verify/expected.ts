import type { RecordedFile } from '../model.ts'
import type { LiveEntry } from './model.ts'

/** The files of a recorded release as the site must answer them, where the root of the site is the prefix. */
export function expectedFiles(files: readonly RecordedFile[], prefix: string): readonly LiveEntry[] {
  const start = prefix === '' ? 0 : prefix.length + 1
  return files.map((file) => ({ ...file, path: file.key.slice(start) }))
}

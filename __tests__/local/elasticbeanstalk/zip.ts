// Source bundles as a deploy tool makes them, with the modes that files have.

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'

export interface Packed {
  readonly text: string
  /** `0o644` unless given, with the kind of file where it is another: `0o120777` is a link. */
  readonly mode?: number
}

export async function zipOf(files: Readonly<Record<string, string | Packed>>): Promise<Uint8Array> {
  const zip = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false })
  for (const [name, file] of Object.entries(files)) {
    const { text, mode = 0o644 } = typeof file === 'string' ? { text: file } : file
    await zip.add(name, new Uint8ArrayReader(Buffer.from(text)), {
      versionMadeBy: 3 << 8,
      externalFileAttributes: attributes(mode),
    })
  }
  return zip.close()
}

/** All files of a folder but its tests. */
export function zipFolder(folder: string): Promise<Uint8Array> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => !path.startsWith('test'))
  const files = paths.filter((path) => statSync(join(folder, path)).isFile())
  const packed = files.map((path) => {
    const { mode } = statSync(join(folder, path))
    return [path, { text: readFileSync(join(folder, path), 'utf8'), mode }] as const
  })
  return zipOf(Object.fromEntries(packed))
}

function attributes(mode: number): number {
  return (((mode & 0o170000) === 0 ? mode | 0o100000 : mode) << 16) >>> 0
}

// Archives as other tools make them, as hostile ones are made, and as an independent reader sees them.

import { execFileSync } from 'node:child_process'
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate/browser'

export interface Packed {
  readonly path: string
  readonly content?: string | Buffer
  /** Kind and permissions of Unix; undefined for an archive made on Windows, which knows none. */
  readonly mode?: number | undefined
  readonly stored?: boolean
}

/** In the order given, with whatever names. */
export function archiveOf(entries: readonly Packed[]): Buffer {
  const chunks: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    chunks.push(chunk)
  })
  for (const { path, content = '', mode, stored = false } of entries) {
    const stream = stored ? new ZipPassThrough(path) : new ZipDeflate(path)
    stream.os = mode === undefined ? 0 : 3
    stream.attrs = mode === undefined ? 0 : mode * 0x1_0000
    stream.mtime = new Date(2024, 1, 2, 3, 4, 6)
    zip.add(stream)
    stream.push(typeof content === 'string' ? strToU8(content) : content, true)
  }
  zip.end()
  return Buffer.concat(chunks)
}

/** The archive with other bytes in the directory's entry of this name; `at` counts from the entry's signature. */
export function withEntry(archive: Buffer, path: string, at: number, bytes: Buffer): Buffer {
  const changed = Buffer.from(archive)
  for (let from = changed.indexOf('PK\x01\x02', 0, 'latin1'); from >= 0; ) {
    const name = changed.toString('utf8', from + 46, from + 46 + changed.readUInt16LE(from + 28))
    if (name === path) bytes.copy(changed, from + at)
    from = changed.indexOf('PK\x01\x02', from + 4, 'latin1')
  }
  return changed
}

export interface PythonEntry {
  readonly path: string
  readonly mode: number
  readonly host: number
  readonly size: number
  readonly sha256: string
  readonly time: readonly number[]
}

const reader = `
import hashlib, json, sys, zipfile
def read(location):
    with zipfile.ZipFile(location) as archive:
        assert archive.testzip() is None
        return [{
            'path': one.filename, 'mode': one.external_attr >> 16, 'host': one.create_system, 'size': one.file_size,
            'sha256': hashlib.sha256(archive.read(one)).hexdigest(), 'time': list(one.date_time),
        } for one in archive.infolist()]
print(json.dumps([read(location) for location in sys.argv[1:]]))
`

export const python = process.platform === 'win32' ? 'python' : 'python3'

/** What Python's own module reads of each archive, in the order of the archive. */
export function readByPython(...locations: readonly string[]): readonly (readonly PythonEntry[])[] {
  return JSON.parse(execFileSync(python, ['-c', reader, ...locations], { encoding: 'utf8' }))
}

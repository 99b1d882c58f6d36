// The sites that are deployed: many icons of an npm package, many generated files, one large file.

import { createCipheriv } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { cp, mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { run } from '../scripts/conformance/process.ts'

const PACKAGE = '@tabler/icons'
const VERSION = '3.48.0'
const kept = join(import.meta.dirname, '..', '.cache', 'bench')

export const tabler = `${PACKAGE} ${VERSION}`

export interface Tree {
  /** Absolute. */
  readonly folder: string
  /** Relative to the folder, sorted. */
  readonly paths: readonly string[]
  readonly bytes: number
}

/** The icons, without the empty files that some tools leave out, and with the page that a site needs. */
export async function iconsTree(folder: string): Promise<Tree> {
  await cp(fetchedPackage(), folder, { recursive: true })
  await writeFile(join(folder, 'index.html'), page)
  const { paths } = await treeOf(folder)
  for (const path of paths) {
    const { size } = await stat(join(folder, path))
    if (size === 0) await rm(join(folder, path))
  }
  return await treeOf(folder)
}

/** So many files of 200 to 2,000 bytes, the page included, the same ones every time. */
export async function generatedTree(folder: string, files: number): Promise<Tree> {
  const noise = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16))
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'index.html'), page)
  for (let n = 1; n < files; n++) {
    const part = join(folder, `part-${Math.floor(n / 500)}`)
    if (n % 500 === 0 || n === 1) await mkdir(part, { recursive: true })
    await writeFile(join(part, `${n}.txt`), textOf(noise.update(Buffer.alloc(1500)), 200 + ((n * 7919) % 1801)))
  }
  return await treeOf(folder)
}

/** A page, and a video of so many bytes that cannot be compressed. */
export async function largeTree(folder: string, bytes: number): Promise<Tree> {
  const noise = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16))
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'index.html'), page)
  await pipeline(Readable.from(zeros(bytes)), noise, createWriteStream(join(folder, 'video.mp4')))
  return await treeOf(folder)
}

/** Every file becomes as new as a checkout makes it. */
export async function touch({ folder, paths }: Tree): Promise<void> {
  const now = new Date()
  for (const path of paths) await utimes(join(folder, path), now, now)
}

/** Gives so many files other bytes of the same size; another number, other bytes. */
export async function change({ folder, paths }: Tree, files: number, number: number): Promise<void> {
  const icons = paths.filter((path) => path.endsWith('.svg') || path.endsWith('.txt'))
  const step = Math.max(1, Math.floor(icons.length / files))
  const changed = icons.filter((_, index) => index % step === 0).slice(0, files)
  if (changed.length < files)
    throw new Error(`${folder} has ${icons.length} files that can change, and ${files} are to.`)
  for (const path of changed) {
    const { size } = await stat(join(folder, path))
    await writeFile(join(folder, path), textOf(Buffer.from(`<!-- ${number} -->`), size))
  }
}

const page = '<!doctype html><html lang="en"><title>Benchmark</title><p>Many files</p></html>\n'

/** As many characters of text as asked for, made of these bytes. */
function textOf(bytes: Buffer, size: number): string {
  const text = bytes.toString('base64')
  return text.repeat(Math.ceil(size / text.length)).slice(0, size)
}

function* zeros(bytes: number): Generator<Buffer> {
  const block = Buffer.alloc(1 << 20)
  for (let left = bytes; left > 0; left -= block.length) yield block.subarray(0, Math.min(left, block.length))
}

/** A folder as it is. */
export async function treeOf(folder: string): Promise<Tree> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  let bytes = 0
  for (const file of files) bytes += (await stat(file)).size
  return { folder, bytes, paths: files.map((file) => file.slice(folder.length + 1)).sort() }
}

/** The unpacked package; fetched once. Needs `tar`. */
function fetchedPackage(): string {
  const folder = join(kept, `icons-${VERSION}`)
  if (!existsSync(folder)) {
    const fresh = `${folder}.fresh`
    run('mkdir', ['-p', fresh])
    run('npm', ['pack', '--silent', '--pack-destination', fresh, `${PACKAGE}@${VERSION}`])
    run('tar', ['-xzf', join(fresh, `tabler-icons-${VERSION}.tgz`), '-C', fresh])
    run('mv', [join(fresh, 'package'), folder])
    run('rm', ['-r', fresh])
  }
  return folder
}

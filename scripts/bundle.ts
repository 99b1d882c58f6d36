// Bundles the entry of every slice, lib/<slice>/index.js, into dist/<slice>: part of npm run build

import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { minify } from 'terser'

const root = join(import.meta.dirname, '..')
// The project's own ncc: another copy would number modules otherwise.
const ncc = join(root, 'node_modules/@vercel/ncc/dist/ncc/cli.js')

const LICENSES = 'licenses.txt'

const slices = readdirSync(join(root, 'src')).filter((name) => existsSync(join(root, 'src', name, 'index.ts')))
const places = slices.map((slice) => ({ lib: join(root, 'lib', slice), out: join(root, 'dist', slice) }))
for (const { lib, out } of places) {
  rmSync(out, { recursive: true, force: true })
  // The runner fetches it before each run, and Node reads all of it before the first line; nobody reviews it but by building.
  bundle(join(lib, 'index.js'), out, ['--minify'])
  for (const name of laterIn(out)) await shrink(join(out, name))
}
importAtOnce(join(root, 'lib'))
for (const { lib, out } of places) if (laterIn(out).length > 0) collectLicenses(lib, out)

function laterIn(out: string): readonly string[] {
  return readdirSync(out).filter((name) => name.endsWith('.index.js'))
}

function bundle(entry: string, out: string, options: readonly string[]): void {
  const all = ['build', entry, '-o', out, '--license', LICENSES, ...options]
  const { status } = spawnSync(process.execPath, [ncc, ...all], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

/** What is imported later lies in files of its own, which ncc leaves as they are; this is what it does to the others. */
async function shrink(file: string): Promise<void> {
  const options = { module: true, compress: false, mangle: { keep_classnames: true, keep_fnames: true } } as const
  const { code } = await minify(readFileSync(file, 'utf8'), options)
  if (code === undefined) throw new Error(`${file} became nothing.`)
  writeFileSync(file, code)
}

/** Of code in several files, ncc keeps the licenses of one of them; so it is asked about the same code in one piece. */
function collectLicenses(lib: string, out: string): void {
  const scratch = join(lib, 'whole')
  bundle(join(lib, 'index.js'), scratch, [])
  copyFileSync(join(scratch, LICENSES), join(out, LICENSES))
}

/** Makes one piece of what is imported later. */
function importAtOnce(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.js')) continue
    const code = readFileSync(join(folder, name), 'utf8')
    writeFileSync(join(folder, name), code.replaceAll(/\bimport\((?=')/g, 'import(/* webpackMode: "eager" */ '))
  }
}

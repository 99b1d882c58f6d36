// Bundles the entry of every slice, lib/<slice>/index.js, into dist/<slice>: part of npm run build

import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { minify } from 'terser'

const root = join(import.meta.dirname, '..')
// The project's own ncc: another copy would number modules otherwise.
const ncc = join(root, 'node_modules/@vercel/ncc/dist/ncc/cli.js')

const slices = readdirSync(join(root, 'src')).filter((name) => existsSync(join(root, 'src', name, 'index.ts')))
for (const slice of slices) {
  const out = join(root, 'dist', slice)
  rmSync(out, { recursive: true, force: true })
  bundle(join('lib', slice, 'index.js'), out)
  for (const name of readdirSync(out).filter((one) => one.endsWith('.index.js'))) await shrink(join(out, name))
}

function bundle(entry: string, out: string): void {
  // The runner fetches it before each run, and Node reads all of it before the first line; nobody reviews it but by building.
  const options = ['-o', out, '--license', 'licenses.txt', '--minify']
  const { status } = spawnSync(process.execPath, [ncc, 'build', entry, ...options], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

/** What is imported later lies in files of its own, which ncc leaves as they are; this is what it does to the others. */
async function shrink(file: string): Promise<void> {
  const options = { module: true, compress: false, mangle: { keep_classnames: true, keep_fnames: true } } as const
  const { code } = await minify(readFileSync(file, 'utf8'), options)
  if (code === undefined) throw new Error(`${file} became nothing.`)
  writeFileSync(file, code)
}

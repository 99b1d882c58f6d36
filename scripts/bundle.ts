// Bundles the entry of every slice, lib/<slice>/index.js, into dist/<slice>: part of npm run build

import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
// The project's own ncc: another copy would number modules otherwise.
const ncc = join(root, 'node_modules/@vercel/ncc/dist/ncc/cli.js')

const slices = readdirSync(join(root, 'src')).filter((name) => existsSync(join(root, 'src', name, 'index.ts')))
for (const slice of slices) {
  const [entry, out] = [`lib/${slice}/index.js`, `dist/${slice}`]
  // The runner fetches it before each run, and Node reads all of it before the first line; nobody reviews it but by building.
  const options = ['-o', out, '--license', 'licenses.txt', '--minify']
  const { status } = spawnSync(process.execPath, [ncc, 'build', entry, ...options], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

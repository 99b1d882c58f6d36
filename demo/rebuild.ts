// Builds the example workspaces anew into their built/ folders, which the demo and the tests deploy.

import { spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const examples = join(root, 'examples')
const workspaceOnly = new Set(['node_modules', 'built', 'dist', '.angular'])

await inFreshCopy(join(examples, 'colt-frontend'), async (workspace) => {
  const [output, built] = [join(workspace, 'dist/colt-frontend/browser'), join(examples, 'colt-frontend/built')]
  await build(workspace)
  await keep(output, join(built, 'release-1'))
  await becomeRelease2(workspace)
  await build(workspace)
  await keep(output, join(built, 'release-2'))
})

await inFreshCopy(join(examples, 'vite-site'), async (workspace) => {
  await build(workspace)
  await keep(join(workspace, 'dist'), join(examples, 'vite-site/built'))
})

async function inFreshCopy(example: string, work: (workspace: string) => Promise<void>): Promise<void> {
  const workspace = await mkdtemp(join(tmpdir(), `${basename(example)}-`))
  try {
    await cp(example, workspace, { recursive: true, filter: (path) => !workspaceOnly.has(basename(path)) })
    await npm(workspace, 'ci', '--no-audit', '--no-fund')
    await work(workspace)
  } finally {
    await rm(workspace, { recursive: true, force: true })
  }
}

/** Release 2: another text and column in a lazy route, another logo under the same name, one page gone. */
async function becomeRelease2(workspace: string): Promise<void> {
  await cp(join(workspace, 'next-release'), workspace, { recursive: true })
  await rm(join(workspace, 'public/summer-offer.html'))
}

async function build(workspace: string): Promise<void> {
  await npm(workspace, 'run', 'build')
}

async function npm(workspace: string, ...args: readonly string[]): Promise<void> {
  const cli = process.env.npm_execpath
  if (!cli) throw new Error('Could not find npm: start this with "npm run demo:rebuild".')
  const env = { ...process.env, NG_CLI_ANALYTICS: 'false' }
  const child = spawn(process.execPath, [cli, ...args], { cwd: workspace, env, stdio: 'inherit' })
  const code = await new Promise((done, failed) => child.on('error', failed).on('close', done))
  if (code !== 0) throw new Error(`Could not build ${basename(workspace)}: npm ${args.join(' ')} ended with ${code}.`)
}

/** Replaces the kept build, byte for byte as it was built. */
async function keep(output: string, kept: string): Promise<void> {
  const serviceWorker = join(kept, 'ngsw.json')
  const before = await readFile(serviceWorker, 'utf8').catch(() => '')
  await rm(kept, { recursive: true, force: true })
  await cp(output, kept, { recursive: true })
  const after = await readFile(join(output, 'ngsw.json'), 'utf8').catch(() => '')
  if (before !== after && timeless(before) === timeless(after)) await writeFile(serviceWorker, before)
}

/** The time of the build is all that differs between two builds of the same sources; then the earlier one is kept. */
function timeless(serviceWorkerManifest: string): string {
  return serviceWorkerManifest.replace(/"timestamp": \d+/, '')
}

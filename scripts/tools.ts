// Programs that others publish, each in one version, installed once below `.cache`.

import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'

import { isOnPath, run } from './conformance/process.ts'

const folder = join(import.meta.dirname, '..', '.cache', 'tools')

/** What a program is built with in place of its own. */
export interface Patch {
  readonly name: string
  /** Where each file comes from, by its path in the module. */
  readonly files: Readonly<Record<string, string>>
}

/** The path of a program of the Go module proxy; undefined where there is no Go to build it with. */
export function goTool(module: string, version: string, patch?: Patch): string | undefined {
  const name = basename(module)
  const program = join(folder, [name, version, patch?.name].filter((part) => part !== undefined).join('-'))
  if (existsSync(program)) return program
  if (!isOnPath('go')) return undefined
  const build = join(folder, `${name}-build`)
  rmSync(build, { recursive: true, force: true })
  if (patch === undefined) run('go', ['install', `${module}@v${version}`], { GOBIN: build })
  else buildPatched(`${module}@v${version}`, patch, build)
  renameSync(join(build, name), program)
  rmSync(build, { recursive: true })
  return program
}

/** In a copy of the module, as Go replaces no file where it keeps what it downloads. */
function buildPatched(module: string, { files }: Patch, build: string): void {
  const source = join(build, 'source')
  mkdirSync(build, { recursive: true })
  const { Dir: downloaded } = JSON.parse(run('go', ['mod', 'download', '-json', module]))
  run('cp', ['-r', '--no-preserve=mode', downloaded, source])
  for (const [path, own] of Object.entries(files)) copyFileSync(own, join(source, path))
  run('go', ['-C', source, 'build', '-o', `${build}/`, '.'])
}

/** The folder of the programs of these packages of PyPI, as in `zizmor==1.32.0`; undefined where there is no Python. */
export function pythonTools(name: string, packages: readonly string[]): string | undefined {
  const environment = join(folder, name)
  const programs = join(environment, 'bin')
  if (existsSync(join(environment, 'complete'))) return programs
  if (!isOnPath('python3')) return undefined
  run('python3', ['-m', 'venv', '--clear', environment])
  run(join(programs, 'pip'), ['install', '--quiet', '--disable-pip-version-check', ...packages])
  mkdirSync(join(environment, 'complete'))
  return programs
}

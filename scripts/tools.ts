// Programs that others publish, each in one version, installed once below `.cache`.

import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'

import { isOnPath, run } from './conformance/process.ts'

const folder = join(import.meta.dirname, '..', '.cache', 'tools')

/** The path of a program of the Go module proxy; undefined where there is no Go to build it with. */
export function goTool(module: string, version: string): string | undefined {
  const name = basename(module)
  const program = join(folder, `${name}-${version}`)
  if (existsSync(program)) return program
  if (!isOnPath('go')) return undefined
  const build = join(folder, `${name}-build`)
  run('go', ['install', `${module}@v${version}`], { GOBIN: build })
  renameSync(join(build, name), program)
  rmSync(build, { recursive: true })
  return program
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

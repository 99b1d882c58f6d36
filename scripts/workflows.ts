// Runs the shipped workflows and callers with act, on Local AWS: npm run test:workflows. More arguments are Jest's.

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { isOnPath } from './conformance/process.ts'
import { goTool } from './tools.ts'

const VERSION = '0.2.89'
const root = join(import.meta.dirname, '..')
const jest = join(root, 'node_modules/jest/bin/jest.js')

/** What their steps need on a machine that is no runner of GitHub. */
const needed = ['git', 'python', 'tar', 'jq', 'bash']

function missing(): string | undefined {
  if (process.platform !== 'linux') return 'its steps are for Linux'
  const absent = needed.find((tool) => !isOnPath(tool))
  if (absent !== undefined) return `${absent} is not on PATH`
  if (!existsSync(join(root, 'dist/target/index.js'))) return 'dist is not built; npm run build'
  return undefined
}

/** Steps print to a pipe: act loses now and then what a step that fails has printed to a terminal. */
const withoutTerminal = {
  name: 'without-terminal',
  files: { 'pkg/container/util.go': join(import.meta.dirname, 'act/no-terminal.go') },
}

const absent = missing()
const act = absent === undefined ? goTool('github.com/nektos/act', VERSION, withoutTerminal) : undefined
const why = absent ?? (act === undefined ? 'go is not on PATH' : undefined)
if (act === undefined || why !== undefined) {
  console.log(`not run: act (${why})`)
  process.exitCode = process.env.CI === 'true' ? 1 : 0
} else {
  // These are the tests that the configuration leaves out.
  const these = ['--testPathIgnorePatterns=/node_modules/', '--testMatch=**/__tests__/workflows/*.test.ts']
  const args = ['--experimental-vm-modules', jest, ...process.argv.slice(2), ...these]
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ACT: act },
    stdio: 'inherit',
  })
  process.exitCode = status ?? 1
}
